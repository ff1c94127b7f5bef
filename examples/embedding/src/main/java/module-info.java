// SPDX-License-Identifier: Apache-2.0
/** A program on the module path. */
module org.example.embedding {
    requires dev.tandem.runtime;
}
