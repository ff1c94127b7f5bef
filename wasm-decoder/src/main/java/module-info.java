// SPDX-License-Identifier: Apache-2.0
/** Decoding and validation of WebAssembly modules. */
@SuppressWarnings("module") // names modules that are built after this one
module dev.tandem.decoder {
    requires static transitive org.jspecify;

    exports dev.tandem.decoder;
    exports dev.tandem.decoder.body;
    exports dev.tandem.decoder.module;
    exports dev.tandem.decoder.type;
}
