// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.Module;
import dev.tandem.api.StreamingOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Modules over TLS, from a server whose certificate it has signed itself. */
@Timeout(600)
final class SecureUrlsTest {
    private static final String PASSWORD = "not a secret";

    @TempDir
    private Path folder;

    private final SSLContext usual = usualContext();
    private SSLContext trusting;

    private static SSLContext usualContext() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The view of the world of a server for {@code localhost} with a new key, and of clients that trust it. */
    @BeforeEach
    void makeKey() throws Exception {
        Path file = folder.resolve("keys.p12");
        KeyStore keys = newKeys(file);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("server", keys.getCertificate("server"));
        trusted.init(certificates);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    private static KeyStore newKeys(Path file) throws IOException, InterruptedException, GeneralSecurityException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost",
                        "-ext", "san=dns:localhost", "-storetype", "PKCS12", "-keystore", file.toString(),
                        "-storepass", PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertEquals(0, keytool.waitFor(), said);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private TinyHttpServer serve(byte[] content) throws IOException {
        return new TinyHttpServer("https", trusting.getServerSocketFactory(), "/a.wasm", content);
    }

    @AfterEach
    void trustTheUsual() {
        SSLContext.setDefault(usual);
    }

    @Test
    void aTrustedServersModuleRuns() throws IOException {
        SSLContext.setDefault(trusting);
        try (TinyHttpServer server = serve(TinyModule.exiting(5))) {
            String url = server.base("localhost") + "/a.wasm";
            assertEquals(new CommandLineRun(5, "", ""), CommandLineRun.of("run", url));
            assertEquals(5, CommandLineRun.of("run", "--eager", url).exitCode());
        }
    }

    @Test
    void modulesAreCompiledWhileTheyArrive() throws Exception {
        try (TinyHttpServer server = serve(TinyModule.twice());
                Engine engine = Engine.create();
                HttpClient client = HttpClient.newBuilder().sslContext(trusting).build()) {
            Module module = client.send(
                            HttpRequest.newBuilder(URI.create(server.base("localhost") + "/a.wasm")).build(),
                            engine.bodyHandler(StreamingOptions.standard().withCompileThreads(1)))
                    .body()
                    .module()
                    .get();
            assertEquals(8, module.instantiate().function("twice").call(4)[0]);
        }
    }

    @Test
    void whatIsWrongWithACertificateIsSaidInALine() throws IOException {
        try (TinyHttpServer server = serve(TinyModule.exiting(5))) {
            assertRefused(server.base("localhost") + "/a.wasm", "unable to find valid certification path");
            SSLContext.setDefault(trusting);
            assertRefused(server.base() + "/a.wasm", "127.0.0.1");
        }
    }

    private static void assertRefused(String url, String reason) {
        CommandLineRun run = CommandLineRun.of("run", url);
        List<String> lines = run.err().lines().toList();
        assertEquals(1, lines.size(), run.err());
        assertTrue(lines.getFirst().contains("cannot load " + url + ": the server's certificate is not trusted: "), run.err());
        assertTrue(lines.getFirst().contains(reason), run.err());
        assertFalse(lines.getFirst().contains("Exception"), run.err());
    }
}
