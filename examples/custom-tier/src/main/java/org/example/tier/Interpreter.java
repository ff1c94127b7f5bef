// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.Feature;
import dev.tandem.decoder.body.FunctionBodyDecoder;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.InterpretedArtifact;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.Instrumentation;
import java.util.EnumSet;
import java.util.Set;

/** A baseline tier that makes no code: it interprets. Tandem's optimizing tier may take over from it. */
public final class Interpreter implements BaselineCompiler {
    private static final Set<Feature> UNKNOWN = EnumSet.of(
            Feature.SIMD, Feature.RELAXED_SIMD, Feature.MEMORY64, Feature.GC, Feature.EXCEPTIONS, Feature.THREADS);

    public Interpreter() {}

    @Override
    public String id() {
        return "interpreter";
    }

    @Override
    public String backend() {
        return "jvm";
    }

    @Override
    public void check(WasmModule module) {
        for (Feature feature : module.features()) {
            if (UNKNOWN.contains(feature)) {
                throw new CompilationException("the interpreter does not know " + feature.id(), -1);
            }
        }
    }

    @Override
    public CodeArtifact compile(WasmModule module, FunctionBody body, Instrumentation instrumentation) {
        Counters counters = new Counters(body.functionIndex(), instrumentation);
        Translator translator = new Translator(counters);
        new FunctionBodyDecoder(DecoderOptions.all()).decode(module, body, translator);
        return new InterpretedArtifact(body.functionIndex(), Tier.BASELINE, translator.program(), translator.size());
    }
}
