// SPDX-License-Identifier: Apache-2.0
/** Decides when which tier compiles which function. */
@SuppressWarnings("requires-automatic")
module dev.tandem.manager {
    requires static org.jspecify;
    requires transitive dev.tandem.ir;
    requires jakarta.inject;
    requires com.google.guice;
    requires dev.tandem.baseline;
    requires dev.tandem.optimizing;

    exports dev.tandem.manager;
}
