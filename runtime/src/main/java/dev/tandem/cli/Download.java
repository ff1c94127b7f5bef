// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import dev.tandem.api.Engine;
import dev.tandem.api.Module;
import dev.tandem.api.ModuleArrival;
import dev.tandem.api.StreamingOptions;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.ir.code.CompilationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Opens URLs. Apart from {@link ModuleSource}, so that runs from files do not load the HTTP client. */
final class Download {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EXCEPTION = "Exception: ";

    private Download() {}

    static InputStream open(String url) {
        return send(url, HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Compiles the module at a URL while it arrives. */
    static Module compile(Engine engine, ModuleSource source, StreamingOptions options, Console console) {
        String url = source.name();
        ModuleArrival arrival = send(url, engine.bodyHandler(request(url).uri(), options));
        try (ProgressBar _ = ProgressBar.start(console, () -> state(url, arrival.progress()))) {
            return await(arrival, url);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case WasmFormatException wrong -> Modules.refused(source, wrong);
                case CompilationException refused -> Modules.refused(source, refused);
                case UncheckedIOException broken -> failure(url, Objects.requireNonNull(broken.getCause()));
                case null, default -> new BadInputException("cannot load " + url + ": " + e.getCause(), e);
            };
        }
    }

    /** Waits as long as bytes come. */
    private static Module await(ModuleArrival arrival, String url) throws ExecutionException {
        CompletableFuture<Module> module = arrival.module();
        long before = -1;
        while (true) {
            try {
                return module.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                long now = arrival.progress().bytes();
                if (now == before) {
                    arrival.cancel();
                    throw new BadInputException("cannot load " + url + ": nothing came for " + PATIENCE.toSeconds() + " seconds", e);
                }
                before = now;
            } catch (InterruptedException e) {
                arrival.cancel();
                Thread.currentThread().interrupt();
                throw new BadInputException("interrupted while loading " + url, e);
            }
        }
    }

    private static ProgressBar.State state(String url, ModuleArrival.Progress progress) {
        long total = progress.totalBytes().orElse(0);
        StringBuilder text = new StringBuilder(megabytes(progress.bytes()));
        if (total > 0) {
            text.append(" of ").append(megabytes(total));
        }
        text.append(" MB");
        if (progress.compiled() > 0) {
            text.append(", ").append(progress.compiled()).append(" of ").append(progress.functions()).append(" functions compiled");
        }
        return new ProgressBar.State(progress.bytes(), total, text.append("  ").append(url).toString());
    }

    private static String megabytes(long bytes) {
        return JsonLine.decimal(bytes / 1e6);
    }

    private static HttpRequest request(String url) {
        try {
            return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        } catch (IllegalArgumentException e) {
            throw new BadInputException("not a URL: " + url, e);
        }
    }

    private static <T> T send(String url, HttpResponse.BodyHandler<T> handler) {
        HttpRequest request = request(url);
        // The client must not be closed before the body has been read; its threads are daemons.
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build();
        try {
            HttpResponse<T> response = client.send(request, answer -> {
                if (answer.statusCode() != 200) {
                    throw new BadInputException("HTTP status " + answer.statusCode() + " for " + url);
                }
                return handler.apply(answer);
            });
            return response.body();
        } catch (IOException e) {
            if (e.getCause() instanceof BadInputException refused) {
                throw refused;
            }
            throw failure(url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadInputException("interrupted while loading " + url, e);
        }
    }

    private static BadInputException failure(String url, IOException e) {
        return new BadInputException("cannot load " + url + ": " + reason(e), e);
    }

    private static String secureReason(SSLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                // The JDK puts the names of its classes before what they say.
                String said = String.valueOf(cause.getMessage());
                int names = said.lastIndexOf(EXCEPTION);
                return "the server's certificate is not trusted: "
                        + (names < 0 ? said : said.substring(names + EXCEPTION.length()));
            }
        }
        return "no secure connection: " + e.getMessage();
    }

    private static String reason(IOException e) {
        return switch (e) {
            case HttpTimeoutException _ -> "no answer within " + PATIENCE.toSeconds() + " seconds";
            case ConnectException c when c.getCause() instanceof ConnectException inner
                    && inner.getCause() instanceof UnresolvedAddressException -> "unknown host";
            case ConnectException _ -> "no connection";
            case UnknownHostException _ -> "unknown host";
            case SSLException refused -> secureReason(refused);
            default -> String.valueOf(e.getMessage());
        };
    }
}
