// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi;

import dev.tandem.api.Extern;
import dev.tandem.api.HostFunction;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.LinkException;
import dev.tandem.api.NoSuchExportException;
import dev.tandem.api.RawHostFunction;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.runtime.internal.HostAccess;
import dev.tandem.wasi.fs.Directory;
import dev.tandem.wasi.fs.ReadOnlyDirectory;
import dev.tandem.wasi.nio.PathDirectory;
import dev.tandem.wasi.preview1.DescriptorTable;
import dev.tandem.wasi.preview1.DirectoryDescriptor;
import dev.tandem.wasi.preview1.Edition;
import dev.tandem.wasi.preview1.InputDescriptor;
import dev.tandem.wasi.preview1.Interruption;
import dev.tandem.wasi.preview1.ListenerDescriptor;
import dev.tandem.wasi.preview1.OutputDescriptor;
import dev.tandem.wasi.preview1.Preview1;
import dev.tandem.wasi.preview1.SocketWait;
import dev.tandem.wasi.preview1.Terminal;
import dev.tandem.wasi.preview1.WasiFunction;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The WASI of one guest: its arguments, streams, directories and open files. Used by the thread that is inside the guest.
 *
 * <p>Serves modules that import {@code wasi_snapshot_preview1} or the older {@code wasi_unstable}, and that export their memory as {@code memory}.
 */
public final class Wasi implements AutoCloseable {
    private static final String MEMORY = "memory";
    private static final String COMMAND_ENTRY = "_start";
    private static final String REACTOR_ENTRY = "_initialize";

    private final List<String> arguments;
    private final List<String> environment;
    private final WasiClock clock;
    private final RandomGenerator random;
    private final DescriptorTable descriptors;
    private final Interruption interruption = new CallerInterruption();
    private final SocketWait sockets = new SocketWait(interruption);

    /** The instance that called last, and what serves it. */
    private @Nullable Instance caller;

    private @Nullable Edition edition;
    private @Nullable Preview1 preview1;

    private Wasi(Builder builder) {
        this.arguments = List.copyOf(builder.arguments);
        this.environment = List.copyOf(builder.environment);
        this.clock = builder.clock;
        this.random = builder.random;
        this.descriptors = new DescriptorTable(builder.maxDescriptors);
        descriptors.add(new InputDescriptor(builder.stdin, builder.terminal(0), interruption));
        descriptors.add(new OutputDescriptor(builder.stdout, builder.terminal(1)));
        descriptors.add(new OutputDescriptor(builder.stderr, builder.terminal(2)));
        for (Preopen preopen : builder.preopens) {
            descriptors.add(new DirectoryDescriptor(preopen.name, preopen));
        }
        for (ServerSocketChannel listener : builder.listeners) {
            descriptors.add(new ListenerDescriptor(listener, sockets));
        }
    }

    /** A guest without arguments, environment, directories and sockets, whose input is empty and whose output is dropped. */
    public static Builder builder() {
        return new Builder();
    }

    /** The imports of WASI, and nothing else. */
    public Imports imports() {
        return addTo(Imports.builder()).build();
    }

    /** Adds the imports of WASI. */
    public Imports.Builder addTo(Imports.Builder imports) {
        for (Edition each : Edition.values()) {
            imports.provider(each.moduleName(), new Functions(each));
        }
        return imports;
    }

    private Preview1 serving(Instance instance, Edition from) {
        Preview1 known = preview1;
        if (known != null && from == edition && instance.equals(caller)) {
            return known;
        }
        LinearMemory memory = ((HostAccess) instance).linearMemory(MEMORY);
        if (memory == null) {
            throw new LinkException("WASI needs the module to export its memory as \"memory\"", from.moduleName(), MEMORY);
        }
        Preview1 made = new Preview1(
                from,
                memory,
                descriptors,
                arguments,
                environment,
                clock,
                random,
                interruption,
                sockets);
        caller = instance;
        edition = from;
        preview1 = made;
        return made;
    }

    /**
     * Runs a command: calls its {@code _start} and, whatever happens, closes the guest's files.
     *
     * @return the exit code of {@code proc_exit}, unsigned; 0 if the guest just returned
     * @throws NoSuchExportException if the module is no command
     * @throws dev.tandem.ir.trap.WasmTrap if the guest traps
     */
    public int run(Instance instance) {
        try (this) {
            instance.function(COMMAND_ENTRY).callRaw(new long[1]);
            return 0;
        } catch (WasiExit e) {
            return e.code();
        }
    }

    /** Prepares a reactor: calls its {@code _initialize}, if it has one. After that its exports may be called. */
    public void initialize(Instance instance) {
        if (instance.export(REACTOR_ENTRY).isPresent()) {
            instance.function(REACTOR_ENTRY).callRaw(new long[1]);
        }
    }

    /** Closes all that the guest has open. */
    @Override
    public void close() {
        descriptors.close();
        sockets.close();
    }

    // Classes in place of lambdas: the first lambda of a process is slow.

    /** The functions of one edition, made as they are asked for. */
    private final class Functions implements Imports.Provider {
        private final Edition edition;

        Functions(Edition edition) {
            this.edition = edition;
        }

        @Override
        public Optional<Extern> find(String name) {
            WasiFunction function = edition.find(name);
            return function == null
                    ? Optional.empty()
                    : Optional.of(HostFunction.raw(function.type(), new Call(edition, function)));
        }
    }

    /** One function of one edition. */
    private final class Call implements RawHostFunction {
        private final Edition edition;
        private final WasiFunction function;

        Call(Edition edition, WasiFunction function) {
            this.edition = edition;
            this.function = function;
        }

        @Override
        public void call(Instance instance, long[] values) {
            serving(instance, edition).call(function, values);
        }
    }

    /** Stops waiting when the instance that called is to stop. */
    private final class CallerInterruption implements Interruption {
        @Override
        public void check() {
            if (caller instanceof HostAccess access) {
                access.checkInterrupt();
            }
        }
    }

    /** A directory to open when the guest first uses it. */
    private record Preopen(String name, @Nullable Directory custom, @Nullable Path host, boolean readOnly)
            implements Supplier<Directory> {
        @Override
        public Directory get() {
            if (custom != null) {
                return custom;
            }
            if (host == null) {
                throw new WasiException(Errno.BADF);
            }
            Directory directory = PathDirectory.open(host);
            return readOnly ? new ReadOnlyDirectory(directory) : directory;
        }
    }

    /** What a guest shall have. Not thread-safe. */
    public static final class Builder {
        private final List<String> arguments = new ArrayList<>();
        private final List<String> environment = new ArrayList<>();
        private final List<Preopen> preopens = new ArrayList<>();
        private final List<ServerSocketChannel> listeners = new ArrayList<>();
        private InputStream stdin = InputStream.nullInputStream();
        private OutputStream stdout = OutputStream.nullOutputStream();
        private OutputStream stderr = OutputStream.nullOutputStream();
        private final boolean[] inherited = new boolean[3];
        private WasiClock clock = new SystemClock();
        private RandomGenerator random = new SystemRandom();
        private int maxDescriptors = 1024;

        private Builder() {}

        /**
         * Adds arguments. The first of all is the name of the program.
         *
         * @throws IllegalArgumentException if one contains a NUL character
         */
        public Builder args(List<String> values) {
            for (String value : values) {
                arguments.add(withoutNul("argument", value));
            }
            return this;
        }

        /**
         * Adds a variable of the environment.
         *
         * @throws IllegalArgumentException if the name is empty or contains {@code =}, or one contains a NUL character
         */
        public Builder env(String name, String value) {
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException("not a name for an environment variable: \"" + name + "\"");
            }
            environment.add(withoutNul("environment variable", name + "=" + value));
            return this;
        }

        private static String withoutNul(String what, String value) {
            if (value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(what + " contains a NUL character: \"" + value.replace('\0', '?') + "\"");
            }
            return value;
        }

        /** The guest reads from this stream, sometimes in another thread, ahead of what it has used. Never closed. */
        public Builder stdin(InputStream stream) {
            stdin = stream;
            inherited[0] = false;
            return this;
        }

        /** The guest writes to this stream, which is flushed after every write of the guest. Never closed. */
        public Builder stdout(OutputStream stream) {
            stdout = stream;
            inherited[1] = false;
            return this;
        }

        /** The guest writes to this stream, which is flushed after every write of the guest. Never closed. */
        public Builder stderr(OutputStream stream) {
            stderr = stream;
            inherited[2] = false;
            return this;
        }

        /** Gives the guest the standard streams of this process, output directly: {@code System.out} is passed by. */
        public Builder inheritStdio() {
            stdin = System.in;
            stdout = new FileOutputStream(FileDescriptor.out);
            stderr = new FileOutputStream(FileDescriptor.err);
            inherited[0] = true;
            inherited[1] = true;
            inherited[2] = true;
            return this;
        }

        private Terminal terminal(int number) {
            return inherited[number] ? Terminal.of(number) : Terminal.none();
        }

        /**
         * Gives the guest a directory of the host, of any {@link java.nio.file.FileSystem}, with all that is in it.
         *
         * @param guestName the name that it has for the guest, such as {@code /} or {@code /data}
         * @throws IllegalArgumentException if there is no such directory, or the name is empty
         */
        public Builder directory(Path host, String guestName) {
            return preopen(new Preopen(guestName, null, existing(host), false));
        }

        /**
         * Gives the guest a directory of the host to read only.
         *
         * @param guestName the name that it has for the guest, such as {@code /} or {@code /data}
         * @throws IllegalArgumentException if there is no such directory, or the name is empty
         */
        public Builder readOnlyDirectory(Path host, String guestName) {
            return preopen(new Preopen(guestName, null, existing(host), true));
        }

        /**
         * Gives the guest a directory of the embedder's making. It is closed with the guest's files.
         *
         * @param guestName the name that it has for the guest, such as {@code /} or {@code /data}
         * @throws IllegalArgumentException if the name is empty
         */
        public Builder directory(Directory directory, String guestName) {
            return preopen(new Preopen(guestName, directory, null, false));
        }

        private Builder preopen(Preopen preopen) {
            if (preopen.name.isEmpty()) {
                throw new IllegalArgumentException("a directory needs a name for the guest, such as \"/\"");
            }
            withoutNul("directory name", preopen.name);
            preopens.add(preopen);
            return this;
        }

        private static Path existing(Path host) {
            if (!Files.isDirectory(host)) {
                throw new IllegalArgumentException(
                        (Files.exists(host) ? "not a directory: " : "no such directory: ") + host);
            }
            return host;
        }

        /**
         * Gives the guest a bound socket to accept connections from. Listening sockets have the descriptors after those of the directories (which start
         * at 3), in the order given. The channel becomes non-blocking, and is closed with the guest's files.
         */
        public Builder listener(ServerSocketChannel channel) {
            try {
                channel.configureBlocking(false);
            } catch (IOException e) {
                throw new IllegalArgumentException("not a usable socket: " + e.getMessage(), e);
            }
            listeners.add(channel);
            return this;
        }

        /** Clocks other than the host's. */
        public Builder clock(WasiClock other) {
            clock = other;
            return this;
        }

        /** Where {@code random_get} has its bytes from, in place of the host's secure source. */
        public Builder random(RandomGenerator other) {
            random = other;
            return this;
        }

        /**
         * The most descriptors that the guest may have open; 1,024 if not set.
         *
         * @throws IllegalArgumentException if it is less than 3
         */
        public Builder maxDescriptors(int limit) {
            if (limit < 3) {
                throw new IllegalArgumentException("a guest needs 3 descriptors for its standard streams, not " + limit);
            }
            maxDescriptors = limit;
            return this;
        }

        /** @throws IllegalArgumentException if there are more directories and sockets than descriptors */
        public Wasi build() {
            if (3 + preopens.size() + listeners.size() > maxDescriptors) {
                throw new IllegalArgumentException("more directories and sockets than the " + maxDescriptors + " descriptors");
            }
            return new Wasi(this);
        }
    }
}
