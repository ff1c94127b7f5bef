// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.nio;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.Directory;
import dev.tandem.wasi.fs.FileStat;
import dev.tandem.wasi.fs.FileType;
import dev.tandem.wasi.fs.OpenFile;
import dev.tandem.wasi.fs.OpenMode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** A directory of the host, reached by its path every time. */
public class PathDirectory implements Directory {
    private static final int MAX_NAME_BYTES = 255;

    /** Without symbolic links when the directory was opened. */
    final Path path;

    PathDirectory(Path path) {
        this.path = path;
    }

    /**
     * Opens a directory of the host, following symbolic links: the embedder's word counts.
     *
     * @throws WasiException if that fails
     */
    public static Directory open(Path path) {
        try {
            return openReal(path.toRealPath());
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @SuppressWarnings("StreamResourceLeak") // The directory closes it.
    private static Directory openReal(Path path) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new SecureDirectory(path, secure);
        }
        stream.close();
        return new PathDirectory(path);
    }

    /** The one path element that {@code name} is. */
    final Path element(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new WasiException(Errno.INVAL);
        }
        if (name.length() > MAX_NAME_BYTES) {
            throw new WasiException(Errno.NAMETOOLONG);
        }
        if (path.getFileSystem().getSeparator().equals("\\") && WindowsNames.isForbidden(name)) {
            throw new WasiException(Errno.NOENT);
        }
        try {
            Path element = path.getFileSystem().getPath(name);
            if (element.getRoot() != null || element.getNameCount() != 1) {
                throw new WasiException(Errno.INVAL);
            }
            return element;
        } catch (InvalidPathException e) {
            throw new WasiException(Errno.ILSEQ);
        }
    }

    /** The path of a name in this directory, right after making sure that the path leads here. */
    final Path child(String name) {
        Path element = element(name);
        verify();
        return path.resolve(element);
    }

    /** Fails if the path does not lead to this directory any more. */
    void verify() {
        try {
            if (!path.toRealPath().equals(path)) {
                throw new WasiException(Errno.NOENT);
            }
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public FileStat stat() {
        verify();
        try {
            return Attributes.full(Attributes.read(path), path);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public FileStat stat(String name) {
        Path child = child(name);
        try {
            return Attributes.full(Attributes.read(child), child);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public FileStat identify(String name) {
        Path child = child(name);
        try {
            return Attributes.identity(Attributes.read(child), child);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public Directory reopen() {
        return new PathDirectory(path);
    }

    @Override
    public Directory openDirectory(String name) {
        Path child = child(name);
        try {
            BasicFileAttributes attributes = Attributes.read(child);
            if (!attributes.isDirectory()) {
                throw new WasiException(attributes.isSymbolicLink() ? Errno.LOOP : Errno.NOTDIR);
            }
            return new PathDirectory(child.toRealPath(LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public OpenFile openFile(String name, OpenMode mode) {
        Path child = child(name);
        try {
            SeekableByteChannel channel = newChannel(child, options(mode));
            return new ChannelFile(channel, child, Attributes.read(child));
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        } catch (UnsupportedOperationException e) {
            throw new WasiException(Errno.NOTSUP);
        }
    }

    private static SeekableByteChannel newChannel(Path path, Set<OpenOption> options) throws IOException {
        try {
            return FileChannel.open(path, options);
        } catch (UnsupportedOperationException e) {
            return Files.newByteChannel(path, options);
        }
    }

    static Set<OpenOption> options(OpenMode mode) {
        Set<OpenOption> options = new HashSet<>();
        options.add(LinkOption.NOFOLLOW_LINKS);
        // Java neither creates nor truncates what it opens only to read.
        boolean write = mode.changes();
        if (mode.read() || !write) {
            options.add(StandardOpenOption.READ);
        }
        if (write) {
            options.add(StandardOpenOption.WRITE);
        }
        if (mode.create()) {
            options.add(mode.exclusive() ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
        }
        if (mode.truncate()) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        return options;
    }

    @Override
    public List<String> list() {
        verify();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            return names(stream);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    static List<String> names(DirectoryStream<Path> stream) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (Path entry : stream) {
                Path name = entry.getFileName();
                if (name != null) {
                    names.add(name.toString());
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    @Override
    public void createDirectory(String name) {
        try {
            Files.createDirectory(child(name));
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public String readLink(String name) {
        try {
            String target = Files.readSymbolicLink(child(name)).toString();
            return path.getFileSystem().getSeparator().equals("\\") ? target.replace('\\', '/') : target;
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        } catch (UnsupportedOperationException e) {
            throw new WasiException(Errno.INVAL);
        }
    }

    @Override
    public void createSymbolicLink(String name, String target) {
        try {
            Files.createSymbolicLink(child(name), path.getFileSystem().getPath(target));
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        } catch (InvalidPathException e) {
            throw new WasiException(Errno.ILSEQ);
        } catch (UnsupportedOperationException e) {
            throw new WasiException(Errno.NOTSUP);
        }
    }

    @Override
    public void createHardLink(String name, Directory newDirectory, String newName) {
        PathDirectory target = sameFileSystem(newDirectory);
        try {
            Files.createLink(target.child(newName), child(name));
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        } catch (UnsupportedOperationException e) {
            throw new WasiException(Errno.NOTSUP);
        }
    }

    final PathDirectory sameFileSystem(Directory other) {
        if (other instanceof PathDirectory directory && directory.path.getFileSystem().equals(path.getFileSystem())) {
            return directory;
        }
        throw new WasiException(Errno.XDEV);
    }

    @Override
    public final void rename(String name, Directory newDirectory, String newName) {
        PathDirectory target = sameFileSystem(newDirectory);
        boolean directory = identify(name).type() == FileType.DIRECTORY;
        // Not left to the host, whose rules differ: Windows and Jimfs replace anything by anything.
        try {
            boolean onDirectory = target.identify(newName).type() == FileType.DIRECTORY;
            if (directory != onDirectory) {
                throw new WasiException(directory ? Errno.NOTDIR : Errno.ISDIR);
            }
        } catch (WasiException e) {
            if (e.errno() != Errno.NOENT) {
                throw e;
            }
        }
        try {
            move(name, target, newName);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    void move(String name, PathDirectory target, String newName) throws IOException {
        Files.move(
                child(name),
                target.child(newName),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public final void unlink(String name) {
        if (identify(name).type() == FileType.DIRECTORY) {
            throw new WasiException(Errno.ISDIR);
        }
        try {
            delete(name, false);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    @Override
    public final void removeDirectory(String name) {
        if (identify(name).type() != FileType.DIRECTORY) {
            throw new WasiException(Errno.NOTDIR);
        }
        try {
            delete(name, true);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    void delete(String name, boolean directory) throws IOException {
        Files.delete(child(name));
    }

    @Override
    public void setTimes(OptionalLong accessed, OptionalLong modified) {
        verify();
        setTimes(Files.getFileAttributeView(path, BasicFileAttributeView.class), accessed, modified);
    }

    @Override
    public void setTimes(String name, OptionalLong accessed, OptionalLong modified) {
        Path child = child(name);
        setTimes(
                Files.getFileAttributeView(child, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS),
                accessed,
                modified);
    }

    static void setTimes(BasicFileAttributeView view, OptionalLong accessed, OptionalLong modified) {
        try {
            view.setTimes(Attributes.time(modified), Attributes.time(accessed), null);
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    /** Directories cannot be synced through Java; renames and creations are as durable as the host makes them. */
    @Override
    public void sync() {}

    @Override
    public void close() {}
}
