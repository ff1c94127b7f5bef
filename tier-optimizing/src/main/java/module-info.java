// SPDX-License-Identifier: Apache-2.0
/** The optimizing tier: rebuilds hot functions at full speed. */
@SuppressWarnings({"module", "requires-automatic"}) // names a module that is built after this one
module dev.tandem.optimizing {
    requires static java.management;
    requires static org.jspecify;
    requires transitive dev.tandem.ir;
    requires org.objectweb.asm;
    requires jakarta.inject;
    requires com.google.guice;

    exports dev.tandem.optimizing.spi;
    exports dev.tandem.optimizing.wiring to
            dev.tandem.runtime;
}
