// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import dev.tandem.cli.BadInputException;
import dev.tandem.cli.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds scripts: JSON files, ZIP files of them, and folders of both. ZIP files stay open until this is closed. */
public final class ScriptFiles implements AutoCloseable {
    /** Scripts say so in their first bytes; a folder may hold other JSON files. */
    private static final String MARK = "\"source_filename\"";

    private final List<FileSystem> archives = new ArrayList<>();
    private final List<ScriptFile> found = new ArrayList<>();

    /**
     * A script that was found.
     *
     * @param name what reports call it
     * @param json the script; its modules are beside it
     */
    public record ScriptFile(String name, Path json) {
        /** Reads the script. */
        Script read() {
            try (InputStream in = Files.newInputStream(json)) {
                return ScriptReader.read(in);
            } catch (IOException e) {
                throw new ScriptException("cannot read " + json + ": " + e.getMessage(), e);
            }
        }

        /** Reads a module that the script names. */
        byte[] module(String filename) {
            try {
                return Files.readAllBytes(json.resolveSibling(filename));
            } catch (NoSuchFileException e) {
                throw new ScriptException("there is no " + filename + " beside the script", e);
            } catch (IOException e) {
                throw new ScriptException("cannot read " + filename + ": " + e.getMessage(), e);
            }
        }
    }

    /**
     * Adds a file or folder that the user named.
     *
     * @throws BadInputException if there is no script in it
     */
    public void add(String name) {
        Path path = Path.of(name);
        if (!Files.exists(path)) {
            throw new BadInputException("no such file or folder: " + name);
        }
        int before = found.size();
        try {
            search(name, path);
        } catch (UncheckedIOException e) {
            throw unreadable(name, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        if (found.size() == before) {
            throw new BadInputException("no conformance script in " + name + " (wanted: converted scripts, .json or .zip)");
        }
    }

    private static BadInputException unreadable(String name, IOException e) {
        return new BadInputException("cannot read " + name + ": " + FileFailure.reason(e), e);
    }

    /** All scripts found so far, in the order of the names given, those of a folder by name. */
    public List<ScriptFile> found() {
        return List.copyOf(found);
    }

    private void search(String name, Path path) throws IOException {
        if (Files.isDirectory(path)) {
            List<Path> children;
            try (Stream<Path> listing = Files.list(path)) {
                children = listing.sorted().toList();
            }
            for (Path child : children) {
                Path fileName = child.getFileName();
                String separator = name.endsWith("/") ? "" : "/";
                search(name + separator + (fileName == null ? "" : fileName), child);
            }
        } else if (name.endsWith(".zip")) {
            FileSystem archive = FileSystems.newFileSystem(path);
            archives.add(archive);
            search(name + ":/", archive.getPath("/"));
        } else if (name.endsWith(".json") && isScript(path)) {
            found.add(new ScriptFile(name, path));
        }
    }

    private static boolean isScript(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(256), StandardCharsets.UTF_8).contains(MARK);
        }
    }

    @Override
    public void close() {
        for (FileSystem archive : archives) {
            try {
                archive.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
