// SPDX-License-Identifier: Apache-2.0
/** The optimizing tier: rebuilds hot functions at full speed. */
@SuppressWarnings("requires-automatic")
module dev.tandem.optimizing {
    requires static org.jspecify;
    requires transitive dev.tandem.ir;
    requires jakarta.inject;
    requires com.google.guice;

    exports dev.tandem.optimizing.spi;
}
