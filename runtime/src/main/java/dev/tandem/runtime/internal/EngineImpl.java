// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.BackendChoice;
import dev.tandem.api.CallException;
import dev.tandem.api.ClosedException;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Function;
import dev.tandem.api.Global;
import dev.tandem.api.HostFunction;
import dev.tandem.api.Imports;
import dev.tandem.api.InstanceOptions;
import dev.tandem.api.LimitException;
import dev.tandem.api.Memory;
import dev.tandem.api.Module;
import dev.tandem.api.ModuleArrival;
import dev.tandem.api.ModuleStream;
import dev.tandem.api.StreamingOptions;
import dev.tandem.api.Table;
import dev.tandem.api.Tag;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.type.TypeRegistry;
import dev.tandem.ir.vm.EntryGate;
import dev.tandem.manager.cache.ContentHash;
import dev.tandem.manager.cache.WebVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The engine: a backend with its tiers, perhaps a second one for modules that the first refuses, the types of all its modules. */
public final class EngineImpl implements Engine {
    private static final int CHUNK = 1 << 16;
    private static final byte[] EMPTY_MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private final EngineConfig config;
    private final TypeRegistry registry;
    private final CodeGenerator generator;
    private final BackendChoice choice;
    private final Optional<Supplier<CodeGenerator>> otherGenerator;
    private final DeadlineTimer timer = new DeadlineTimer();
    private final AtomicInteger instances = new AtomicInteger();
    private volatile @Nullable CodeGenerator madeOther;
    private @Nullable ModuleImpl hostModule;
    private volatile boolean closed;

    /** @param otherGenerator makes, when asked for the first time, the one for modules that {@code generator} refuses */
    public EngineImpl(
            EngineConfig config,
            TypeRegistry registry,
            CodeGenerator generator,
            BackendChoice choice,
            Optional<Supplier<CodeGenerator>> otherGenerator) {
        this.config = config;
        this.registry = registry;
        this.generator = generator;
        this.choice = choice;
        this.otherGenerator = otherGenerator;
    }

    CodeGenerator generator() {
        return generator;
    }

    /** What a module's bytes have to be given to if its code may come from a cache. */
    Optional<ContentHash> contentHash() {
        return generator.tiers().cache().isPresent() ? Optional.of(new ContentHash()) : Optional.empty();
    }

    /** The hash of a module when it was last here, if that is known. */
    Optional<byte[]> recall(WebVersion version) {
        return generator.tiers().cache().flatMap(cache -> cache.recall(version));
    }

    void remember(WebVersion version, byte[] hash) {
        generator.tiers().cache().ifPresent(cache -> cache.remember(version, hash));
    }

    /** The one for modules that {@link #generator} refuses. */
    synchronized Optional<CodeGenerator> otherGenerator() {
        if (madeOther == null && otherGenerator.isPresent()) {
            madeOther = otherGenerator.get().get();
        }
        return Optional.ofNullable(madeOther);
    }

    private Backend hostBackend() {
        return generator.backend();
    }

    @Override
    public BackendChoice backend() {
        return choice;
    }

    TypeRegistry registry() {
        return registry;
    }

    DeadlineTimer timer() {
        return timer;
    }

    void instanceOpens() {
        checkOpen();
        if (instances.incrementAndGet() > config.instances()) {
            instances.decrementAndGet();
            throw new LimitException("the engine's limit of " + config.instances() + " instances is reached: close some");
        }
    }

    void instanceClosed() {
        instances.decrementAndGet();
    }

    private void checkOpen() {
        if (closed) {
            throw new ClosedException("the engine is closed");
        }
    }

    @Override
    public EngineConfig config() {
        return config;
    }

    @Override
    public Module compile(byte[] bytes) {
        ModuleStream stream = compileStream();
        stream.feed(bytes, 0, bytes.length);
        return stream.finish();
    }

    @Override
    public Module compile(ByteBuffer bytes) {
        ModuleStream stream = compileStream();
        stream.feed(bytes);
        return stream.finish();
    }

    @Override
    public Module compile(Path file) {
        checkOpen();
        try (ReadableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
            return compile(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }

    @Override
    public Module compile(InputStream input) {
        ModuleStream stream = compileStream();
        byte[] chunk = new byte[CHUNK];
        try {
            for (int count = input.read(chunk); count >= 0; count = input.read(chunk)) {
                stream.feed(chunk, 0, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stream.finish();
    }

    @Override
    public Module compile(ReadableByteChannel channel) {
        ModuleStream stream = compileStream();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try {
            while (channel.read(chunk) >= 0) {
                stream.feed(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stream.finish();
    }

    @Override
    public ModuleStream compileStream() {
        checkOpen();
        return new ModuleStreamImpl(this);
    }

    @Override
    public ModuleArrival compileStreaming(InputStream stream, StreamingOptions options) {
        return compileStreaming(Channels.newChannel(stream), options);
    }

    @Override
    public ModuleArrival compileStreaming(ReadableByteChannel channel, StreamingOptions options) {
        checkOpen();
        return ArrivalSource.start(this, channel, options);
    }

    @Override
    public ModuleArrival compileStreaming(Flow.Publisher<ByteBuffer> publisher, StreamingOptions options) {
        checkOpen();
        Arrival arrival = new Arrival(this, options);
        publisher.subscribe(new ArrivalSubscriber(arrival).single());
        return arrival;
    }

    @Override
    public HttpResponse.BodyHandler<ModuleArrival> bodyHandler(StreamingOptions options) {
        return bodyHandler(options, Optional.empty());
    }

    @Override
    public HttpResponse.BodyHandler<ModuleArrival> bodyHandler(URI url, StreamingOptions options) {
        return bodyHandler(options, Optional.of(url));
    }

    private HttpResponse.BodyHandler<ModuleArrival> bodyHandler(StreamingOptions options, Optional<URI> url) {
        checkOpen();
        return response -> {
            HttpHeaders headers = response.headers();
            Optional<String> validator = headers.firstValue("ETag").or(() -> headers.firstValue("Last-Modified"));
            Arrival arrival = new Arrival(
                    this,
                    options,
                    headers.firstValueAsLong("Content-Length"),
                    url.flatMap(known -> validator.map(version -> new WebVersion(known, version))));
            if (response.statusCode() != 200) {
                arrival.fail(new UncheckedIOException(new IOException("HTTP status " + response.statusCode())));
            }
            return new ArrivalSubscriber(arrival);
        };
    }

    @Override
    public Memory newMemory(MemoryType type) {
        checkOpen();
        Instantiation.check(type, config.memoryPages());
        return new MemoryImpl(this, hostBackend(), hostBackend().newMemory(type, config.memoryPages()), new EntryGate());
    }

    @Override
    public Table newTable(TableType type, @Nullable Object initial) {
        checkOpen();
        checkAbstract(type.element());
        Instantiation.check(type, config.tableElements());
        References conversion = hostReferences();
        @Nullable Object value = conversion.toGuest(type.element(), initial, "the initial element", -1);
        return new TableImpl(
                newTable(hostBackend(), type, conversion.types().isFunction(type.element()), config.tableElements(), value),
                conversion);
    }

    /** A table of its initial size. */
    static dev.tandem.ir.vm.Table newTable(
            Backend backend, TableType type, boolean functions, long maximum, @Nullable Object initial) {
        dev.tandem.ir.vm.Table table = backend.newTable(type, functions, maximum, initial);
        if (table.size() != type.limits().minimum()) {
            throw new LimitException(Descriptions.table(type) + " cannot be had");
        }
        return table;
    }

    @Override
    public Global newGlobal(GlobalType type, @Nullable Object value) {
        checkOpen();
        checkAbstract(type.type());
        GlobalImpl global = new GlobalImpl(hostBackend().newGlobal(type), hostReferences());
        global.assign(value);
        return global;
    }

    private References hostReferences() {
        return new References(this, hostBackend(), registry.abstractTypes(), new EntryGate());
    }

    private static void checkAbstract(ValueType type) {
        if (type.isReference() && HeapType.isConcrete(type.heapType())) {
            throw new CallException("only a module can name the type " + type);
        }
    }

    private static void checkAbstract(FunctionType type) {
        for (List<ValueType> list : List.of(type.parameters(), type.results())) {
            for (ValueType value : list) {
                checkAbstract(value);
            }
        }
    }

    @Override
    public Function newFunction(HostFunction function) {
        checkOpen();
        checkAbstract(function.type());
        InstanceImpl importer = host();
        References conversion = new References(this, hostBackend(), registry.abstractTypes(), importer.context().gate());
        return FunctionImpl.of(
                this,
                HostLinker.link(
                        function, registry.id(function.type()), function.type(), importer.context(), conversion));
    }

    /** A new instance without content, which stands for the host where code needs an instance. */
    private synchronized InstanceImpl host() {
        ModuleImpl module = hostModule;
        if (module == null) {
            module = new ModuleImpl(this, ModuleDecoder.decode(EMPTY_MODULE, config.decoder()));
            hostModule = module;
        }
        InstanceOptions options = InstanceOptions.standard();
        return new Instantiation(module, Imports.none(), options).run(options);
    }

    @Override
    public Tag newTag(FunctionType type) {
        checkOpen();
        checkAbstract(type);
        if (type.resultCount() > 0) {
            throw new CallException("a tag has no results, but its type is " + type);
        }
        return new TagImpl(this, type, registry.id(type));
    }

    @Override
    public void close() {
        closed = true;
        generator.tiers().close();
        CodeGenerator other = madeOther;
        if (other != null) {
            other.tiers().close();
        }
    }
}
