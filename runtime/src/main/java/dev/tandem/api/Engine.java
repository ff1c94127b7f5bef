// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.runtime.wiring.DefaultWiring;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The door to everything: compiles modules with one configuration. Thread-safe; most programs need one.
 *
 * <p>All ways to compile decode and validate the bytes as they come, and throw
 * {@link dev.tandem.decoder.WasmFormatException} if the module is malformed, invalid or beyond a limit, {@link dev.tandem.ir.code.CompilationException} if the
 * backend cannot run it, {@link UncheckedIOException} if reading fails, {@link ClosedException} after {@link #close}. Functions are
 * compiled when they are first called.
 */
public interface Engine extends AutoCloseable {
    /** An engine with standard settings. */
    static Engine create() {
        return create(EngineConfig.standard());
    }

    /**
     * An engine with the shipped parts.
     *
     * @throws CallException if the configuration names a backend or tiering policy that does not exist
     */
    static Engine create(EngineConfig config) {
        return DefaultWiring.engine(config);
    }

    EngineConfig config();

    /** The backend that modules run on, unless their own {@link Module#backend} says otherwise. */
    BackendChoice backend();

    /** Compiles a module from an array, which is not kept and not modified. */
    Module compile(byte[] bytes);

    /** Compiles a module from the remaining bytes. */
    Module compile(ByteBuffer bytes);

    /** Compiles a module from a file. */
    Module compile(Path file);

    /** Compiles a module from the rest of a stream, which is not closed. */
    Module compile(InputStream stream);

    /** Compiles a module from the rest of a blocking channel, which is not closed. */
    Module compile(ReadableByteChannel channel);

    /** Begins a module whose bytes the caller will push. */
    ModuleStream compileStream();

    /** {@linkplain #compileStreaming(ReadableByteChannel, StreamingOptions) Likewise}, from a stream. */
    ModuleArrival compileStreaming(InputStream stream, StreamingOptions options);

    /** Compiles a module while it arrives, on a thread that reads the channel and closes it at the end or at the first error. */
    ModuleArrival compileStreaming(ReadableByteChannel channel, StreamingOptions options);

    /** Compiles a module while it arrives from a publisher, which is subscribed to at once. The buffers are read on its threads. */
    ModuleArrival compileStreaming(Flow.Publisher<ByteBuffer> publisher, StreamingOptions options);

    /**
     * Compiles the body of an HTTP response while it arrives: {@code client.sendAsync(request, engine.bodyHandler(options))}. The response's body is the
     * arrival, and is there as soon as the headers are. A response with another status than 200 is an error.
     */
    HttpResponse.BodyHandler<ModuleArrival> bodyHandler(StreamingOptions options);

    /**
     * The same for an engine with a {@linkplain EngineConfig#codeStore code store}: the code that is kept of this URL's module is got ready while
     * the module arrives, if its entity tag or date of modification is the one that it had then. Which code runs depends on the module's bytes
     * alone: code that was kept of others is not used, whatever the server says.
     */
    HttpResponse.BodyHandler<ModuleArrival> bodyHandler(URI url, StreamingOptions options);

    /**
     * A memory of the host, for modules to import.
     *
     * @throws LimitException if its initial size exceeds the engine's limit
     */
    Memory newMemory(MemoryType type);

    /**
     * A table of the host, for modules to import. Only abstract heap types can be elements.
     *
     * @param initial value of every element, as described at {@link Function}
     * @throws LimitException if its initial size exceeds the engine's limit
     * @throws CallException if {@code initial} is not of the element type
     */
    Table newTable(TableType type, @Nullable Object initial);

    /**
     * A global of the host, for modules to import. Only abstract heap types can be its type.
     *
     * @throws CallException if {@code value} is not of the type
     */
    Global newGlobal(GlobalType type, @Nullable Object value);

    /** A function of the host, as a function reference for tables, globals and arguments. */
    Function newFunction(HostFunction function);

    /** A tag of the host, for modules to import. */
    Tag newTag(dev.tandem.decoder.type.FunctionType type);

    /** Closes the engine: nothing more can be compiled or instantiated. Instances live on. Closing again has no effect. */
    @Override
    void close();
}
