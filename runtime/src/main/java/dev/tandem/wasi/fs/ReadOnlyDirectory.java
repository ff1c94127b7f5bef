// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.fs;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import java.util.List;
import java.util.OptionalLong;

/** A directory, and all that is in it, as a read-only file system shows it: every change fails with {@code ROFS}. */
public final class ReadOnlyDirectory implements Directory {
    private final Directory directory;

    public ReadOnlyDirectory(Directory directory) {
        this.directory = directory;
    }

    private static WasiException refuse() {
        return new WasiException(Errno.ROFS);
    }

    @Override
    public FileStat stat() {
        return directory.stat();
    }

    @Override
    public FileStat stat(String name) {
        return directory.stat(name);
    }

    @Override
    public FileStat identify(String name) {
        return directory.identify(name);
    }

    @Override
    public Directory reopen() {
        return new ReadOnlyDirectory(directory.reopen());
    }

    @Override
    public Directory openDirectory(String name) {
        return new ReadOnlyDirectory(directory.openDirectory(name));
    }

    @Override
    public OpenFile openFile(String name, OpenMode mode) {
        if (mode.changes()) {
            throw refuse();
        }
        return new ReadOnlyFile(directory.openFile(name, mode));
    }

    @Override
    public List<String> list() {
        return directory.list();
    }

    @Override
    public void createDirectory(String name) {
        throw refuse();
    }

    @Override
    public String readLink(String name) {
        return directory.readLink(name);
    }

    @Override
    public void createSymbolicLink(String name, String target) {
        throw refuse();
    }

    /** Refused for the source's sake: through the new name, the file could be written. */
    @Override
    public void createHardLink(String name, Directory newDirectory, String newName) {
        throw refuse();
    }

    @Override
    public void rename(String name, Directory newDirectory, String newName) {
        throw refuse();
    }

    @Override
    public void unlink(String name) {
        throw refuse();
    }

    @Override
    public void removeDirectory(String name) {
        throw refuse();
    }

    @Override
    public void setTimes(OptionalLong accessed, OptionalLong modified) {
        throw refuse();
    }

    @Override
    public void setTimes(String name, OptionalLong accessed, OptionalLong modified) {
        throw refuse();
    }

    @Override
    public void sync() {
        directory.sync();
    }

    @Override
    public void close() {
        directory.close();
    }
}
