// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.nio;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.FileStat;
import dev.tandem.wasi.fs.FileType;
import dev.tandem.wasi.fs.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalLong;

/** A file of the host. */
final class ChannelFile implements OpenFile {
    private final SeekableByteChannel channel;
    private final Path path;
    private final BasicFileAttributes opened;
    private final FileStat openedStat;

    /** Devices and pipes have no positions. */
    private final boolean positioned;

    /** @param opened the attributes just after opening: they identify the file */
    ChannelFile(SeekableByteChannel channel, Path path, BasicFileAttributes opened) {
        this.channel = channel;
        this.path = path;
        this.opened = opened;
        this.openedStat = Attributes.identity(opened, path);
        this.positioned = opened.isRegularFile();
    }

    /**
     * Java cannot ask an open file. Its path can be asked as long as it leads to the same file; after a rename or removal, the size is
     * right and the rest is as it was when the file was opened.
     */
    @Override
    public FileStat stat() {
        long size = size();
        try {
            BasicFileAttributes now = Attributes.read(path);
            if (isThis(now)) {
                return withSize(Attributes.full(now, path), size);
            }
        } catch (IOException e) {
            // Renamed or removed.
        }
        return withSize(openedStat, size);
    }

    @Override
    public long size() {
        try {
            return positioned ? channel.size() : 0;
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    private boolean isThis(BasicFileAttributes other) {
        Object key = opened.fileKey();
        return key == null
                ? other.isRegularFile() && opened.creationTime().equals(other.creationTime())
                : key.equals(other.fileKey());
    }

    private static FileStat withSize(FileStat stat, long size) {
        return stat.type() != FileType.REGULAR_FILE || stat.size() == size
                ? stat
                : new FileStat(
                        stat.device(),
                        stat.inode(),
                        stat.type(),
                        stat.links(),
                        size,
                        stat.accessed(),
                        stat.modified(),
                        stat.changed());
    }

    @Override
    public int read(ByteBuffer destination, long position) {
        try {
            int count;
            if (!positioned) {
                count = channel.read(destination);
            } else if (channel instanceof FileChannel file) {
                count = file.read(destination, position);
            } else {
                count = channel.position(position).read(destination);
            }
            return Math.max(count, 0);
        } catch (NonReadableChannelException e) {
            throw new WasiException(Errno.BADF);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public int write(ByteBuffer source, long position) {
        try {
            if (!positioned) {
                return channel.write(source);
            }
            if (channel instanceof FileChannel file) {
                return file.write(source, position);
            }
            return channel.position(position).write(source);
        } catch (NonWritableChannelException e) {
            throw new WasiException(Errno.BADF);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public void setSize(long size) {
        try {
            if (!positioned) {
                throw new WasiException(Errno.INVAL);
            }
            long old = channel.size();
            if (size < old) {
                channel.truncate(size);
            } else if (size > old) {
                write(ByteBuffer.allocate(1), size - 1);
            } else {
                channel.truncate(size); // Fails if the file may not be written.
            }
        } catch (NonWritableChannelException e) {
            throw new WasiException(Errno.INVAL);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public void setTimes(OptionalLong accessed, OptionalLong modified) {
        try {
            if (!isThis(Attributes.read(path))) {
                throw new WasiException(Errno.NOENT);
            }
            PathDirectory.setTimes(
                    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS),
                    accessed,
                    modified);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public void sync(boolean metadata) {
        try {
            if (channel instanceof FileChannel file) {
                file.force(metadata);
            }
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }
}
