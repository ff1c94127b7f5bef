// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.FileStat;
import dev.tandem.wasi.fs.FileType;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** What a file descriptor stands for. What a kind cannot do fails as in POSIX. */
public abstract class Descriptor {
    private long rights;
    private long inheriting;
    private int flags;

    Descriptor(long rights, long inheriting, int flags) {
        this.rights = rights;
        this.inheriting = inheriting;
        this.flags = flags;
    }

    abstract FileType type();

    final long rights() {
        return rights;
    }

    /** The most that descriptors opened through this one can have. */
    final long inheriting() {
        return inheriting;
    }

    final boolean can(long wanted) {
        return (rights & wanted) == wanted;
    }

    final void require(long wanted) {
        if (!can(wanted)) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
    }

    /** Gives up rights; they cannot be had back. */
    final void restrict(long newRights, long newInheriting) {
        if ((newRights & ~rights) != 0 || (newInheriting & ~inheriting) != 0) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
        rights = newRights;
        inheriting = newInheriting;
    }

    final int flags() {
        return flags;
    }

    final boolean has(int flag) {
        return (flags & flag) != 0;
    }

    final void setFlags(int newFlags) {
        flags = newFlags;
    }

    /** Whether reads are exact until the end, and never wait. */
    boolean isFile() {
        return false;
    }

    FileStat stat() {
        return FileStat.of(type());
    }

    int read(ByteBuffer destination) {
        throw new WasiException(Errno.BADF);
    }

    int pread(ByteBuffer destination, long position) {
        throw new WasiException(Errno.SPIPE);
    }

    int write(ByteBuffer source) {
        throw new WasiException(Errno.BADF);
    }

    int pwrite(ByteBuffer source, long position) {
        throw new WasiException(Errno.SPIPE);
    }

    /** Returns the new position. */
    long seek(long offset, int whence) {
        throw new WasiException(Errno.SPIPE);
    }

    void setSize(long size) {
        throw new WasiException(Errno.INVAL);
    }

    void setTimes(OptionalLong accessed, OptionalLong modified) {
        throw new WasiException(Errno.INVAL);
    }

    /** Fails if there is no advice to be given. */
    void advise() {
        throw new WasiException(Errno.SPIPE);
    }

    void sync(boolean metadata) {}

    /** How many bytes can be read without waiting: {@link #NOT_READY}, {@link #HANGUP}, or a number. */
    long readable() {
        return 0;
    }

    static final long NOT_READY = -1;

    /** The other side will send no more. */
    static final long HANGUP = -2;

    /** Whether a write would not wait. */
    boolean writable() {
        return true;
    }

    void close() {}
}
