// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.Directory;
import dev.tandem.wasi.fs.FileStat;
import dev.tandem.wasi.fs.FileType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An open directory, and the root of all that its paths can reach. */
public final class DirectoryDescriptor extends Descriptor {
    private final @Nullable Supplier<Directory> opener;
    private final @Nullable String preopenName;
    private @Nullable Directory directory;

    /** The names as they were when the guest last read from the start: cookies count in it. */
    private List<String> names = List.of();

    DirectoryDescriptor(Directory directory, long rights, long inheriting, int flags) {
        super(rights & Rights.DIRECTORY, inheriting, flags);
        this.directory = directory;
        this.opener = null;
        this.preopenName = null;
    }

    /** A preopened directory, opened when first used. */
    public DirectoryDescriptor(String name, Supplier<Directory> opener) {
        super(Rights.DIRECTORY, Rights.DIRECTORY | Rights.FILE, 0);
        this.opener = opener;
        this.preopenName = name;
    }

    Directory directory() {
        Directory open = directory;
        if (open == null) {
            if (opener == null) {
                throw new WasiException(Errno.BADF);
            }
            open = opener.get();
            directory = open;
        }
        return open;
    }

    /** The name it has for the guest, if it is preopened. */
    @Nullable String preopenName() {
        return preopenName;
    }

    /** The names in it; taken anew when the guest starts from the first. */
    List<String> names(boolean fromStart) {
        if (fromStart) {
            names = directory().list();
        }
        return names;
    }

    @Override
    FileType type() {
        return FileType.DIRECTORY;
    }

    @Override
    FileStat stat() {
        return directory().stat();
    }

    @Override
    int pread(ByteBuffer destination, long position) {
        throw new WasiException(Errno.BADF);
    }

    @Override
    int pwrite(ByteBuffer source, long position) {
        throw new WasiException(Errno.BADF);
    }

    @Override
    long seek(long offset, int whence) {
        throw new WasiException(Errno.BADF);
    }

    @Override
    void setSize(long size) {
        throw new WasiException(Errno.BADF);
    }

    @Override
    void advise() {
        throw new WasiException(Errno.BADF);
    }

    @Override
    void setTimes(OptionalLong accessed, OptionalLong modified) {
        directory().setTimes(accessed, modified);
    }

    @Override
    void sync(boolean metadata) {
        directory().sync();
    }

    @Override
    void close() {
        if (directory != null) {
            directory.close();
        }
    }
}
