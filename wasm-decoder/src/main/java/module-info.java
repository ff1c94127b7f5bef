// SPDX-License-Identifier: Apache-2.0
/** Decoding and validation of WebAssembly modules. */
module dev.tandem.decoder {
    requires static org.jspecify;
}
