// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.fs.Directory;
import dev.tandem.wasi.fs.FileStat;
import dev.tandem.wasi.fs.FileType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a path leads: a name in a directory. The sandbox is here: the walk goes one name at a time, follows symbolic links itself, and never
 * above the directory it started from, whatever the names and links say. {@link Directory} follows nothing.
 *
 * <p>Absolute paths and links, and a {@code ..} out of the start, fail with {@code PERM}. Close after use.
 */
final class PathWalk implements AutoCloseable {
    private static final int MAX_LINKS = 40;

    private final Directory start;

    /** The directories between the start and where the walk is. */
    private final List<Directory> entered = new ArrayList<>(4);

    /** The names still to go, next first. */
    private final Deque<String> ahead = new ArrayDeque<>();

    private String name = "";
    private boolean directoryOnly;
    private @Nullable FileStat found;

    private PathWalk(Directory start) {
        this.start = start;
    }

    /**
     * Follows a path. All but its last name must exist.
     *
     * @param follow whether a symbolic link as last name is followed too; with a slash at the end it always is
     */
    static PathWalk to(Directory start, String path, boolean follow) {
        PathWalk walk = new PathWalk(start);
        try {
            walk.push(path);
            walk.go(follow);
            return walk;
        } catch (RuntimeException e) {
            walk.close();
            throw e;
        }
    }

    /** Puts the names of a path before those still ahead. */
    private void push(String path) {
        if (path.isEmpty()) {
            throw new WasiException(Errno.NOENT);
        }
        if (path.charAt(0) == '/') {
            throw new WasiException(Errno.PERM);
        }
        if (ahead.isEmpty()) {
            String last = path.substring(path.lastIndexOf('/') + 1);
            directoryOnly |= last.isEmpty() || last.equals(".") || last.equals("..");
        }
        int end = path.length();
        while (end > 0) {
            int begin = path.lastIndexOf('/', end - 1) + 1;
            if (begin < end && !(end - begin == 1 && path.charAt(begin) == '.')) {
                ahead.push(path.substring(begin, end));
            }
            end = begin - 1;
        }
    }

    private void go(boolean follow) {
        int links = 0;
        while (!ahead.isEmpty()) {
            String next = ahead.pop();
            if (next.equals("..")) {
                leave();
                continue;
            }
            boolean last = ahead.isEmpty();
            if (last && !follow && !directoryOnly) {
                name = next;
                return;
            }
            FileStat here = find(next, last);
            if (here != null && here.type() == FileType.SYMBOLIC_LINK) {
                if (++links > MAX_LINKS) {
                    throw new WasiException(Errno.LOOP);
                }
                push(directory().readLink(next));
            } else if (last) {
                name = next;
                this.found = here;
            } else if (here == null || here.type() != FileType.DIRECTORY) {
                throw new WasiException(Errno.NOTDIR);
            } else {
                entered.add(directory().openDirectory(next));
            }
        }
    }

    private void leave() {
        if (entered.isEmpty()) {
            throw new WasiException(Errno.PERM);
        }
        entered.removeLast().close();
    }

    /** What the name is; null if it is the last of the path and there is nothing. */
    private @Nullable FileStat find(String next, boolean last) {
        try {
            return directory().identify(next);
        } catch (WasiException e) {
            if (last && e.errno() == Errno.NOENT) {
                return null;
            }
            throw e;
        }
    }

    /** The directory that the name is in. */
    Directory directory() {
        return entered.isEmpty() ? start : entered.getLast();
    }

    /** Whether the path leads to {@link #directory} itself, so that there is no name. */
    boolean isDirectoryItself() {
        return name.isEmpty();
    }

    /** The name to create, remove or rename. */
    String name() {
        if (name.isEmpty()) {
            throw new WasiException(Errno.INVAL);
        }
        return name;
    }

    /** Whether the path ends as only that of a directory may: in a slash, {@code .} or {@code ..}. */
    boolean isDirectoryOnly() {
        return directoryOnly;
    }

    /** What is there, as {@link Directory#identify} has it; null if there is nothing. */
    @Nullable FileStat identifyOrNull() {
        FileStat known = found;
        if (known == null) {
            known = name.isEmpty() ? directory().stat() : find(name, true);
            found = known;
        }
        if (known != null && directoryOnly && known.type() != FileType.DIRECTORY) {
            throw new WasiException(Errno.NOTDIR);
        }
        return known;
    }

    /** What is there, which must be something. */
    FileStat identify() {
        FileStat known = identifyOrNull();
        if (known == null) {
            throw new WasiException(Errno.NOENT);
        }
        return known;
    }

    /** All attributes of what is there. */
    FileStat stat() {
        if (directoryOnly) {
            identify();
        }
        return name.isEmpty() ? directory().stat() : directory().stat(name);
    }

    /** Opens the directory that the path leads to. */
    Directory openDirectory() {
        return name.isEmpty() ? directory().reopen() : directory().openDirectory(name);
    }

    @Override
    public void close() {
        while (!entered.isEmpty()) {
            entered.removeLast().close();
        }
    }
}
