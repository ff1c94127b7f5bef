// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The guest's file descriptors. New ones get the lowest free number. */
public final class DescriptorTable {
    private final int limit;
    private @Nullable Descriptor[] descriptors = new @Nullable Descriptor[8];

    /** @param limit the most descriptors that can be open */
    public DescriptorTable(int limit) {
        this.limit = limit;
    }

    /** Gives the descriptor a number. If there is none left, the descriptor is closed. */
    public int add(Descriptor descriptor) {
        int fd = 0;
        while (fd < descriptors.length && descriptors[fd] != null) {
            fd++;
        }
        if (fd >= limit) {
            descriptor.close();
            throw new WasiException(Errno.MFILE);
        }
        if (fd == descriptors.length) {
            descriptors = Arrays.copyOf(descriptors, 2 * fd);
        }
        descriptors[fd] = descriptor;
        return fd;
    }

    /** Fails early if no number is left, before something is opened in vain. */
    void requireFree() {
        int open = 0;
        for (Descriptor descriptor : descriptors) {
            if (descriptor != null) {
                open++;
            }
        }
        if (open >= limit) {
            throw new WasiException(Errno.MFILE);
        }
    }

    Descriptor get(int fd) {
        Descriptor descriptor = fd < 0 || fd >= descriptors.length ? null : descriptors[fd];
        if (descriptor == null) {
            throw new WasiException(Errno.BADF);
        }
        return descriptor;
    }

    Descriptor get(int fd, long rights) {
        Descriptor descriptor = get(fd);
        descriptor.require(rights);
        return descriptor;
    }

    /** A descriptor of bytes: with a directory there, {@code BADF} whatever its rights. */
    Descriptor stream(int fd, long rights) {
        Descriptor descriptor = get(fd);
        if (descriptor instanceof DirectoryDescriptor) {
            throw new WasiException(Errno.BADF);
        }
        descriptor.require(rights);
        return descriptor;
    }

    DirectoryDescriptor directory(int fd, long rights) {
        if (get(fd) instanceof DirectoryDescriptor directory) {
            directory.require(rights);
            return directory;
        }
        throw new WasiException(Errno.NOTDIR);
    }

    void close(int fd) {
        Descriptor descriptor = get(fd);
        descriptors[fd] = null;
        descriptor.close();
    }

    /** Moves a descriptor over another one, which is closed. */
    void renumber(int from, int to) {
        Descriptor moved = get(from);
        Descriptor replaced = get(to);
        if (from != to) {
            descriptors[to] = moved;
            descriptors[from] = null;
            replaced.close();
        }
    }

    /** Closes all. */
    public void close() {
        for (int fd = 0; fd < descriptors.length; fd++) {
            Descriptor descriptor = descriptors[fd];
            descriptors[fd] = null;
            if (descriptor != null) {
                try {
                    descriptor.close();
                } catch (WasiException e) {
                    // The guest is gone, and what it wrote is written: nobody to tell.
                }
            }
        }
    }
}
