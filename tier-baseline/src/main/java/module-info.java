// SPDX-License-Identifier: Apache-2.0
/** The baseline tier: makes a function runnable at once. */
@SuppressWarnings("requires-automatic")
module dev.tandem.baseline {
    requires static org.jspecify;
    requires transitive dev.tandem.ir;
    requires jakarta.inject;
    requires com.google.guice;
    requires org.objectweb.asm;
}
