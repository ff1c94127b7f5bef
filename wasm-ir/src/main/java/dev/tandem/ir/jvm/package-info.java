// SPDX-License-Identifier: Apache-2.0
/**
 * The JVM backend's floor: how compiled functions are named, linked and called as JVM classes.
 *
 * <p>Each module has a {@link dev.tandem.ir.jvm.GuestClassLoader}. A function becomes a class {@code F<i>}, defined when it is first
 * called; callers reach it through a static method of a {@code Link} class that holds the function's one relinkable call site, its
 * <em>code slot</em>. The unlinked site is the lazy stub; HotSpot inlines through the linked one. Indirect calls are virtual calls of
 * the {@linkplain dev.tandem.ir.jvm.GuestSignature signature class} that {@code F<i>} extends, so HotSpot's own receiver profiles
 * inline them. {@link dev.tandem.ir.jvm.GuestLayout} has all the names.
 */
@NullMarked
package dev.tandem.ir.jvm;

import org.jspecify.annotations.NullMarked;
