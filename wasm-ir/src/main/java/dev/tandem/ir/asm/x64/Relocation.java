// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

/**
 * A place in position-independent code that is completed when the code is placed.
 *
 * @param position where the four bytes stand, in bytes from the start of the code; they hold what is to be added to the distance from
 *     their end
 * @param symbol what it refers to, in the numbering of whoever links
 */
public record Relocation(int position, int symbol) {}
