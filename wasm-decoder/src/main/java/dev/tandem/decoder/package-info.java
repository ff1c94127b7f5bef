// SPDX-License-Identifier: Apache-2.0
/**
 * Push decoder for binary modules: errors with byte offsets, limits, feature flags.
 *
 * <p>A tour. {@link dev.tandem.decoder.ModuleDecoder} takes the bytes in pieces. It hands them to a {@code ByteReader} and runs the
 * {@code SectionDecoder} of the section it is in, one <em>step</em> after the other. A step is the smallest part that makes sense by itself: an
 * import, a type definition, one element of a segment. A step that lacks bytes ends in {@code Underflow} and runs again from its start when
 * more are here, so the section decoders are written as if the whole module were present. Only what is large by nature, bodies, data segments
 * and custom sections, is moved piece by piece to where it stays ({@code CodeStore}, {@code Content}).
 *
 * <p>What is decoded fills a {@code DecodedModule}, which is the {@link dev.tandem.decoder.module.WasmModule} that everybody sees, and its
 * {@code TypeTable}, which merges equal recursion groups and answers subtype questions. A body that has arrived goes through
 * {@link dev.tandem.decoder.body.FunctionBodyDecoder} and then to the {@link dev.tandem.decoder.ModuleListener}. Nothing is allocated because a
 * module claims to need it: lists and arrays grow with what has arrived.
 */
@NullMarked
package dev.tandem.decoder;

import org.jspecify.annotations.NullMarked;
