// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.nio;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.Directory;
import dev.tandem.wasi.fs.FileStat;
import dev.tandem.wasi.fs.OpenFile;
import dev.tandem.wasi.fs.OpenMode;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A directory that is held open, and works relative to that wherever Java can. */
final class SecureDirectory extends PathDirectory {
    private final SecureDirectoryStream<Path> stream;
    private final @Nullable Object key;

    SecureDirectory(Path path, SecureDirectoryStream<Path> stream) throws IOException {
        super(path);
        this.stream = stream;
        this.key = attributes().fileKey();
    }

    private BasicFileAttributes attributes() throws IOException {
        return stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
    }

    private BasicFileAttributes attributes(Path element) throws IOException {
        return stream.getFileAttributeView(element, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    @Override
    void verify() {
        if (key == null) {
            super.verify();
            return;
        }
        try {
            if (!key.equals(Attributes.read(path).fileKey())) {
                throw new WasiException(Errno.NOENT);
            }
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public FileStat stat() {
        try {
            return Attributes.full(attributes(), path);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public FileStat stat(String name) {
        Path element = element(name);
        try {
            return Attributes.full(attributes(element), path.resolve(element));
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public FileStat identify(String name) {
        Path element = element(name);
        try {
            return Attributes.identity(attributes(element), path.resolve(element));
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    private SecureDirectoryStream<Path> stream(Path element) throws IOException {
        return stream.newDirectoryStream(element, LinkOption.NOFOLLOW_LINKS);
    }

    private Path self() {
        return path.getFileSystem().getPath(".");
    }

    @Override
    public Directory reopen() {
        try {
            return new SecureDirectory(path, stream(self()));
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public Directory openDirectory(String name) {
        Path element = element(name);
        try {
            // Asked first, because opening a pipe would wait for its other end.
            BasicFileAttributes attributes = attributes(element);
            if (!attributes.isDirectory()) {
                throw new WasiException(attributes.isSymbolicLink() ? Errno.LOOP : Errno.NOTDIR);
            }
            return new SecureDirectory(path.resolve(element), stream(element));
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public OpenFile openFile(String name, OpenMode mode) {
        Path element = element(name);
        try {
            SeekableByteChannel channel = stream.newByteChannel(element, options(mode));
            return new ChannelFile(channel, path.resolve(element), attributes(element));
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        } catch (UnsupportedOperationException e) {
            throw new WasiException(Errno.NOTSUP);
        }
    }

    /** A stream lists once only, so each time a new one is opened. */
    @Override
    public List<String> list() {
        try (DirectoryStream<Path> again = stream(self())) {
            return names(again);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    void move(String name, PathDirectory target, String newName) throws IOException {
        if (target instanceof SecureDirectory secure) {
            stream.move(element(name), secure.stream, element(newName));
        } else {
            super.move(name, target, newName);
        }
    }

    @Override
    void delete(String name, boolean directory) throws IOException {
        if (directory) {
            stream.deleteDirectory(element(name));
        } else {
            stream.deleteFile(element(name));
        }
    }

    @Override
    public void setTimes(OptionalLong accessed, OptionalLong modified) {
        setTimes(stream.getFileAttributeView(BasicFileAttributeView.class), accessed, modified);
    }

    @Override
    public void setTimes(String name, OptionalLong accessed, OptionalLong modified) {
        Path element = element(name);
        setTimes(
                stream.getFileAttributeView(element, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS),
                accessed,
                modified);
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }
}
