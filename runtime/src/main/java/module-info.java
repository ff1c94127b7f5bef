// SPDX-License-Identifier: Apache-2.0
/** The engine as embedders and the command line see it. */
@SuppressWarnings("requires-automatic")
module dev.tandem.runtime {
    requires static org.jspecify;
    requires transitive dev.tandem.decoder;
    requires transitive dev.tandem.ir;
    requires transitive dev.tandem.manager;
    requires dev.tandem.baseline;
    requires dev.tandem.optimizing;
    requires java.management;
    requires jakarta.inject;
    requires com.google.guice;
    requires com.google.common;
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires transitive java.net.http;

    exports dev.tandem.api;
    exports dev.tandem.fuzz.generate;
    exports dev.tandem.fuzz.module;
    exports dev.tandem.fuzz.run;
    exports dev.tandem.runtime.wiring;
    exports dev.tandem.wasi;
    exports dev.tandem.wasi.fs;

    uses dev.tandem.baseline.spi.BaselineCompiler;
    uses dev.tandem.ir.backend.Backend;
    uses dev.tandem.manager.ProfilingPolicy;
    uses dev.tandem.manager.TieringPolicy;
    uses dev.tandem.optimizing.spi.OptimizingCompiler;

    // picocli reads annotated fields.
    opens dev.tandem.cli to info.picocli;
    opens dev.tandem.cli.bench to info.picocli;
    opens dev.tandem.cli.cache to info.picocli;
    opens dev.tandem.cli.fuzz to info.picocli;
    opens dev.tandem.cli.inspect to info.picocli;
    opens dev.tandem.cli.run to info.picocli;
    opens dev.tandem.cli.spec to info.picocli;
}
