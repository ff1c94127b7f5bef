// SPDX-License-Identifier: Apache-2.0
/** Decides when which tier compiles which function. */
@SuppressWarnings("module") // names a module that is built after this one
module dev.tandem.manager {
    requires static org.jspecify;
    requires static jdk.jfr;
    requires transitive dev.tandem.ir;
    requires jakarta.inject;
    requires transitive dev.tandem.baseline;
    requires transitive dev.tandem.optimizing;

    exports dev.tandem.manager;
    exports dev.tandem.manager.cache to
            dev.tandem.runtime;
    exports dev.tandem.manager.tiering to
            dev.tandem.runtime;
}
