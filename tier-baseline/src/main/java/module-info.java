// SPDX-License-Identifier: Apache-2.0
/** The baseline tier: makes a function runnable at once. */
@SuppressWarnings({"module", "requires-automatic"}) // names a module that is built after this one
module dev.tandem.baseline {
    requires static org.jspecify;
    requires transitive dev.tandem.ir;
    requires jakarta.inject;
    requires org.objectweb.asm;

    exports dev.tandem.baseline.spi;
    exports dev.tandem.baseline.jvm to
            dev.tandem.runtime;
    exports dev.tandem.baseline.wiring to
            dev.tandem.runtime;
}
