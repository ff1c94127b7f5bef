// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Where a module comes from: a file, an {@code http} or {@code https} URL, or {@code -} for standard input. */
public record ModuleSource(String name) {
    /**
     * Opens the bytes of the module; those of a URL arrive while they are read.
     *
     * @throws BadInputException if there is no such thing, or it cannot be read
     */
    public InputStream open(Console console) {
        if (name.equals("-")) {
            return console.in();
        }
        if (isUrl()) {
            return Download.open(name);
        }
        File file = new File(name);
        if (name.isEmpty() || !file.exists()) {
            throw new BadInputException("no such file: " + (name.isEmpty() ? "its name is empty" : name));
        }
        if (file.isDirectory()) {
            throw new BadInputException("a directory, not a module: " + name);
        }
        try {
            return new FileInputStream(file);
        } catch (IOException e) {
            throw new BadInputException("cannot read " + e.getMessage(), e);
        }
    }

    public boolean isUrl() {
        return name.startsWith("http://") || name.startsWith("https://");
    }

    /** What guests get as their program's name: the last part of the file or URL. */
    public String baseName() {
        String path = name;
        if (isUrl()) {
            int end = path.indexOf('?');
            path = end < 0 ? path : path.substring(0, end);
        }
        return path.substring(path.lastIndexOf(isUrl() ? '/' : File.separatorChar) + 1);
    }

    /** All bytes of the module. */
    public byte[] readAll(Console console) {
        try (InputStream in = open(console)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new BadInputException("cannot read " + name + ": " + e.getMessage(), e);
        }
    }
}
