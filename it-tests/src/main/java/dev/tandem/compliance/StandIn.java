// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.baseline.wiring.ShippedBaseline;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.JvmArtifact;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.jvm.GuestLayout;
import dev.tandem.ir.nativex64.NativeArtifact;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.CompilationResult;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Baseline code in the role of optimized code. So that tests see which code runs, it changes a marker: 7654321 becomes 7654322. */
public class StandIn implements OptimizingCompiler {
    /** What code of the first tier has. */
    public static final int BASELINE = 7654321;
    /** What code of this tier has. */
    public static final int OPTIMIZED = 7654322;

    private final Backend backend;
    private final BaselineCompiler compiler;

    @Inject
    protected StandIn(Backend backend) {
        this.backend = backend;
        this.compiler = ShippedBaseline.forBackend(backend).orElseThrow();
    }

    @Override
    public String backend() {
        return backend.name();
    }

    @Override
    public CompilationResult compile(CompilationRequest request) {
        request.checkCancelled();
        FunctionBody body = request.body();
        byte[] bytes = Arrays.copyOfRange(body.bytes(), body.start(), body.end());
        replace(bytes, leb(BASELINE), leb(OPTIMIZED));
        FunctionBody marked = new FunctionBody(body.functionIndex(), bytes, 0, bytes.length, body.offset());
        return new CompilationResult(promote(compiler.compile(request.module(), marked)));
    }

    private static CodeArtifact promote(CodeArtifact artifact) {
        return switch (artifact) {
            case NativeArtifact machine -> new NativeArtifact(
                    machine.functionIndex(),
                    Tier.OPTIMIZED,
                    machine.code(),
                    machine.relocations(),
                    machine.faults(),
                    machine.calls());
            case JvmArtifact bytecode -> rename(bytecode);
            default -> throw new CompilationException("unknown artifact", artifact.functionIndex());
        };
    }

    /** Optimized code has another class name, as long as the baseline's. */
    private static JvmArtifact rename(JvmArtifact artifact) {
        byte[] from = GuestLayout.functionClass(artifact.functionIndex()).getBytes(StandardCharsets.US_ASCII);
        byte[] to = GuestLayout.optimizedClass(artifact.functionIndex()).getBytes(StandardCharsets.US_ASCII);
        List<byte[]> classes = new ArrayList<>();
        for (byte[] original : artifact.classes()) {
            byte[] renamed = original.clone();
            replace(renamed, from, to);
            classes.add(renamed);
        }
        return new JvmArtifact(artifact.functionIndex(), Tier.OPTIMIZED, classes, artifact.sites());
    }

    private static byte[] leb(int value) {
        return new byte[] {
            (byte) (value & 0x7f | 0x80),
            (byte) (value >> 7 & 0x7f | 0x80),
            (byte) (value >> 14 & 0x7f | 0x80),
            (byte) (value >> 21 & 0x7f)
        };
    }

    private static void replace(byte[] bytes, byte[] from, byte[] to) {
        for (int i = 0; i + from.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + from.length, from, 0, from.length)) {
                System.arraycopy(to, 0, bytes, i, to.length);
            }
        }
    }
}
