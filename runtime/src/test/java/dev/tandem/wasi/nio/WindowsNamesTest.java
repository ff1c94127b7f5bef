// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.Directory;
import dev.tandem.wasi.fs.OpenMode;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "con", "CON", "Nul", "aux.txt", "prn.tar.gz", "COM1", "com9.log", "lpt0", "COM\u00b9", "CONIN$", "conout$",
                "nul .txt", "a.", "a ", "a:b", "C:", "file::$DATA", "a\\b", "..\\x", "a*", "a?", "a|b", "a<b", "tab\tx"
            })
    void forbidden(String name) {
        assertTrue(WindowsNames.isForbidden(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"con1", "com", "com10", "lptx", "nulls", "a.con", "ä", ".hidden", "a b", "auxiliary.txt"})
    void allowed(String name) {
        assertFalse(WindowsNames.isForbidden(name));
    }

    @Test
    void onWindowsOnly() throws IOException {
        OpenMode create = new OpenMode(true, true, true, false, false);
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
                FileSystem unix = Jimfs.newFileSystem(Configuration.unix())) {
            Path onWindows = Files.createDirectory(windows.getPath("C:\\work\\guest"));
            Directory directory = PathDirectory.open(onWindows);
            for (String name : List.of("nul", "..\\up", "C:", "a:stream")) {
                assertThrows(WasiException.class, () -> directory.openFile(name, create), name);
                assertThrows(WasiException.class, () -> directory.createDirectory(name), name);
            }
            directory.openFile("fine", create).close();
            assertEquals(List.of("fine"), directory.list());

            Directory posix = PathDirectory.open(unix.getPath("/work"));
            posix.openFile("nul", create).close();
            posix.openFile("a:stream", create).close();
            assertEquals(List.of("a:stream", "nul"), posix.list());
        }
    }

    /** A resolver never passes these on; a directory does not take them either. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "../x"})
    void noPathsAsNames(String name) throws IOException {
        try (FileSystem unix = Jimfs.newFileSystem(Configuration.unix())) {
            Directory directory = PathDirectory.open(unix.getPath("/work"));
            assertThrows(WasiException.class, () -> directory.stat(name));
            assertThrows(WasiException.class, () -> directory.openDirectory(name));
        }
    }
}
