// SPDX-License-Identifier: Apache-2.0
/** The engine as embedders and the command line see it. */
@SuppressWarnings("requires-automatic")
module dev.tandem.runtime {
    requires static org.jspecify;
    requires transitive dev.tandem.ir;
    requires dev.tandem.baseline;
    requires dev.tandem.optimizing;
    requires dev.tandem.manager;
    requires jakarta.inject;
    requires com.google.guice;
    requires com.google.common;
    requires com.fasterxml.jackson.core;
    requires info.picocli;

    opens dev.tandem.cli to info.picocli;
}
