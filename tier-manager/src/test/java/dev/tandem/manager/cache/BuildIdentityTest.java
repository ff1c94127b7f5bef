// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another build, or another JDK, is told from this one. */
class BuildIdentityTest {
    @TempDir
    private Path directory;

    private Path jar(String name, String... classes) throws IOException {
        Path jar = directory.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i < classes.length; i++) {
                byte[] bytes = classes[i].getBytes(StandardCharsets.US_ASCII);
                CRC32 checksum = new CRC32();
                checksum.update(bytes);
                JarEntry entry = new JarEntry("Class" + i);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(bytes.length);
                entry.setCrc(checksum.getValue());
                entry.setTime(0);
                out.putNextEntry(entry);
                out.write(bytes);
                out.closeEntry();
            }
        }
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        return jar;
    }

    /** Some systems give all files the same time. */
    @Test
    void jarsOfTheSameSizeAndTimeAreToldApart() throws IOException {
        String large = "x".repeat(1 << 20);
        Path one = jar("one.jar", "first", large);
        Path same = jar("same.jar", "first", large);
        Path other = jar("other.jar", "tsrif", large);
        assertEquals(Files.size(one), Files.size(other));
        assertEquals(BuildIdentity.of(one), BuildIdentity.of(same));
        assertNotEquals(BuildIdentity.of(one), BuildIdentity.of(other));
    }

    @Test
    void timesCount() throws IOException {
        Path jar = jar("one.jar", "first");
        String before = BuildIdentity.of(jar);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(5000));
        assertNotEquals(before, BuildIdentity.of(jar));
        Path folder = Files.createDirectories(directory.resolve("classes/below")).getParent();
        Path file = Files.writeString(folder.resolve("below/One.class"), "one");
        before = BuildIdentity.of(folder);
        assertEquals(before, BuildIdentity.of(folder));
        Files.setLastModifiedTime(file, FileTime.fromMillis(5000));
        assertNotEquals(before, BuildIdentity.of(folder));
    }

    @Test
    void theJdkIsPartOfIt() {
        assertTrue(BuildIdentity.describe().startsWith(Runtime.version() + " " + System.getProperty("os.arch") + " "));
        assertEquals(BuildIdentity.describe(), BuildIdentity.describe());
    }
}
