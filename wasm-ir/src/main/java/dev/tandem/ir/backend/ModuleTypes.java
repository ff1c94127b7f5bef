// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.backend;

/** Engine-wide identities of a module's types. Thread-safe. */
public interface ModuleTypes {
    /** The identity of the type with canonical index {@code typeIndex} in the module. */
    int id(int typeIndex);

    /** Whether type {@code sub} is {@code sup} or declared below it; both engine-wide identities. */
    boolean isSubtype(int sub, int sup);
}
