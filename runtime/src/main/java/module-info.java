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
    requires jakarta.inject;
    requires com.google.guice;
    requires com.google.common;
    requires com.fasterxml.jackson.core;
    requires info.picocli;

    exports dev.tandem.api;
    exports dev.tandem.runtime.wiring;

    opens dev.tandem.cli to
            info.picocli;
}
