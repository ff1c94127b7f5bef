// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.code;

/**
 * Machine code in memory, for profilers and debuggers.
 *
 * @param address of its first byte
 * @param size in bytes
 * @param name of module, function and tier, without blanks or line breaks
 */
public record CodeSymbol(long address, long size, String name) {}
