// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

/** Opens URLs. Apart from {@link ModuleSource}, so that runs from files do not load the HTTP client. */
final class Download {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Download() {}

    static InputStream open(String url) {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        } catch (IllegalArgumentException e) {
            throw new BadInputException("not a URL: " + url, e);
        }
        // The client must not be closed before the stream is read; its threads are daemons.
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                response.body().close();
                throw new BadInputException("HTTP status " + response.statusCode() + " for " + url);
            }
            return response.body();
        } catch (IOException e) {
            throw new BadInputException("cannot load " + url + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadInputException("interrupted while loading " + url, e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case HttpTimeoutException _ -> "no answer within " + PATIENCE.toSeconds() + " seconds";
            case ConnectException c when c.getCause() instanceof ConnectException inner
                    && inner.getCause() instanceof UnresolvedAddressException -> "unknown host";
            case ConnectException _ -> "no connection";
            case UnknownHostException _ -> "unknown host";
            default -> String.valueOf(e.getMessage());
        };
    }
}
