// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import dev.tandem.manager.CodeStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps blobs as files of one directory. Files are replaced by atomic renames, so that readers and other processes see all of one or
 * all of the other. What was used longest ago goes when there is too much. A directory that others can write to is not used: code from it
 * would run here.
 */
public final class DirectoryStore implements CodeStore {
    private static final String SUFFIX = ".code";
    private static final String TEMPORARY = ".tmp";
    /** A file that whoever updates others holds the lock of. It is never removed: another might hold the lock of one that is gone. */
    private static final String LOCK = "lock";

    private static final int LOCK_PAUSE_MILLIS = 5;
    /** After ten seconds somebody is stuck; what is lost then is made again some time. */
    private static final int LOCK_ATTEMPTS = 2000;

    /** A file larger than this is nobody's module. */
    private static final long LARGEST = 1L << 30;

    /** Smaller files are read in less time than it takes to map one. */
    private static final long SMALLEST_MAPPED = 1L << 20;

    /** A file that is being written for longer than this is written by nobody any more. */
    private static final long ABANDONED_SECONDS = 3600;

    private final Path directory;
    private final long mostBytes;
    private final InstantSource clock;

    /** @param mostBytes how much the files may be together */
    public DirectoryStore(Path directory, long mostBytes) {
        this(directory, mostBytes, InstantSource.system());
    }

    DirectoryStore(Path directory, long mostBytes, InstantSource clock) {
        this.directory = directory;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /**
     * What a file of the store is.
     *
     * @param whole whether its checksum is right
     * @param key what the code is of, in lines of words
     */
    public record Entry(String name, long bytes, Instant used, boolean whole, String key) {}

    /** Why the directory is not used, if it is not. It need not exist. */
    public Optional<String> problem() {
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isDirectory()) {
                return Optional.of(directory + " is not a directory");
            }
            Set<PosixFilePermission> permissions = attributes.permissions();
            if (permissions.contains(PosixFilePermission.OTHERS_WRITE) || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
                return Optional.of(directory + " can be written to by others: chmod go-w");
            }
            String user = System.getProperty("user.name");
            return attributes.owner().getName().equals(user)
                    ? Optional.empty()
                    : Optional.of(directory + " belongs to " + attributes.owner().getName() + ", not to " + user);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (UnsupportedOperationException e) {
            // No such permissions here: the platform's own protect the user's directories.
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot look at " + directory + ": " + e.getMessage());
        }
    }

    private void checkSafe() throws IOException {
        Optional<String> problem = problem();
        if (problem.isPresent()) {
            throw new IOException(problem.get());
        }
    }

    @Override
    public Optional<ByteBuffer> load(String name) {
        return load(name, SMALLEST_MAPPED);
    }

    /** @param smallestMapped files of so many bytes are mapped; then nothing is read that is not needed */
    private Optional<ByteBuffer> load(String name, long smallestMapped) {
        Path file = file(name);
        try {
            checkSafe();
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            long size = Files.size(file);
            if (size > LARGEST) {
                return Optional.empty();
            }
            ByteBuffer bytes = size < smallestMapped || !replacesMapped() ? ByteBuffer.wrap(Files.readAllBytes(file)) : map(file);
            touch(file);
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            // Another process has just removed it.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(reason(e), e);
        }
    }

    /** Windows does not replace a file while it is mapped. */
    private boolean replacesMapped() {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** The garbage collector ends the mapping. A file that is replaced or removed meanwhile stays as it was for whoever has it mapped. */
    private static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            // As a segment: a buffer's constructor is called by reflection, which takes 20 ms the first time.
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), LARGEST), Arena.ofAuto()).asByteBuffer();
        }
    }

    /** Says that it is used now. Where that cannot be said, as on read-only media, it is used nevertheless. */
    private void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException e) {
            // It may go sooner.
        }
    }

    @Override
    public boolean store(String name, byte[] blob) {
        if (blob.length > Math.min(LARGEST, mostBytes)) {
            return false;
        }
        @Nullable Path temporary = null;
        try {
            makeDirectory();
            temporary = Files.createTempFile(directory, name, TEMPORARY);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(blob);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            touch(temporary);
            rename(temporary, file(name));
        } catch (IOException e) {
            delete(temporary);
            throw new UncheckedIOException(reason(e), e);
        }
        evict(file(name));
        return true;
    }

    private String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains(directory.toString()) ? message : directory + ": " + message;
    }

    @Override
    public boolean update(String name, Function<Optional<ByteBuffer>, byte[]> change) {
        @Nullable FileChannel held = lock();
        try {
            return store(name, change.apply(load(name, Long.MAX_VALUE)));
        } finally {
            close(held);
        }
    }

    /** What keeps others from updates until it is closed; null where that cannot be had. */
    private @Nullable FileChannel lock() {
        @Nullable FileChannel channel = null;
        try {
            makeDirectory();
            channel = FileChannel.open(
                    directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            // On one channel throughout: to close another of this process may open the lock for other processes.
            for (int i = 0; i < LOCK_ATTEMPTS && !isLocked(channel); i++) {
                Thread.sleep(LOCK_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // If nothing can be written here, writing says why.
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another engine of this process.
            return false;
        }
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing was written to it.
            }
        }
    }

    private void makeDirectory() throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            try {
                makePrivate();
            } catch (FileAlreadyExistsException e) {
                // Another thread or process was quicker.
            }
        }
        checkSafe();
    }

    private void makePrivate() throws IOException {
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (UnsupportedOperationException e) {
            Files.createDirectory(directory);
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void remove(String name) {
        delete(file(name));
    }

    private static void delete(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It is replaced or evicted some other time.
            }
        }
    }

    /** Drops what was used longest ago while there is too much, but not {@code newest}; and what processes that were killed left behind. */
    private void evict(Path newest) {
        record Candidate(Path file, long bytes, FileTime used) {}
        List<Candidate> candidates = new ArrayList<>();
        long total = 0;
        FileTime longAgo = FileTime.from(clock.instant().minusSeconds(ABANDONED_SECONDS));
        for (Path file : files("")) {
            try {
                FileTime used = lastUse(file);
                long bytes = Files.size(file);
                if (file.toString().endsWith(SUFFIX)) {
                    candidates.add(new Candidate(file, bytes, used));
                    total += bytes;
                } else if (file.toString().endsWith(TEMPORARY) && used.compareTo(longAgo) < 0) {
                    delete(file);
                }
            } catch (IOException e) {
                // Another process has just removed it.
            }
        }
        candidates.sort(Comparator.comparing(Candidate::used));
        for (Candidate candidate : candidates) {
            if (total > mostBytes && !candidate.file.equals(newest)) {
                delete(candidate.file);
                total -= candidate.bytes;
            }
        }
    }

    /** When it was last used. If that is still to come, the clock was set back: then now, so that it grows old like the others. */
    private FileTime lastUse(Path file) throws IOException {
        FileTime used = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        FileTime now = FileTime.from(clock.instant());
        if (used.compareTo(now) <= 0) {
            return used;
        }
        touch(file);
        return now;
    }

    private List<Path> files(String suffix) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> path.toString().endsWith(suffix)).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(reason(e), e);
        }
    }

    /** All files, used most recently first. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Path file : files(SUFFIX)) {
            try {
                byte[] bytes = Files.readAllBytes(file);
                Optional<Sealed> opened = Sealed.open(ByteBuffer.wrap(bytes));
                String fileName = file.getFileName().toString();
                entries.add(new Entry(
                        fileName.substring(0, fileName.length() - SUFFIX.length()),
                        bytes.length,
                        Files.getLastModifiedTime(file).toInstant(),
                        opened.isPresent() && opened.get().isWhole(),
                        opened.map(Sealed::key).orElse("")));
            } catch (NoSuchFileException e) {
                // Another process has just removed it.
            } catch (IOException e) {
                throw new UncheckedIOException(reason(e), e);
            }
        }
        entries.sort(Comparator.comparing(Entry::used).reversed());
        return entries;
    }

    /** Removes all files; returns how many there were. */
    public int clear() {
        files(TEMPORARY).forEach(DirectoryStore::delete);
        List<Path> all = files(SUFFIX);
        all.forEach(DirectoryStore::delete);
        return all.size();
    }

    private Path file(String name) {
        return directory.resolve(name + SUFFIX);
    }
}
