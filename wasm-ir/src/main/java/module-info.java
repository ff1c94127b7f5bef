// SPDX-License-Identifier: Apache-2.0
/** What compilers and the runtime must agree on. */
@SuppressWarnings("module") // names modules that are built after this one
module dev.tandem.ir {
    requires static org.jspecify;
    requires transitive dev.tandem.decoder;
    requires org.objectweb.asm;
}
