// SPDX-License-Identifier: Apache-2.0
/**
 * The functions of preview 1.
 *
 * <p>A call comes in at {@link dev.tandem.wasi.preview1.Preview1#call}, one switch over {@link dev.tandem.wasi.preview1.WasiFunction}, which hands it
 * to {@code ProcessFunctions}, {@code FdFunctions}, {@code PathFunctions}, {@code PollFunctions} or {@code SocketFunctions}. These look up
 * {@link dev.tandem.wasi.preview1.Descriptor}s in the {@code DescriptorTable}, which checks their rights. Paths go through {@code PathWalk}: it alone follows
 * {@code ..} and symbolic links, so it alone decides what a guest can reach. Guest memory is reached through {@code GuestMemory}, which checks
 * every range before anything has happened.
 */
@NullMarked
package dev.tandem.wasi.preview1;

import org.jspecify.annotations.NullMarked;
