// SPDX-License-Identifier: Apache-2.0
/**
 * What small things cost, by JMH. A tour: {@link dev.tandem.benchmarks.micro.Guest} is the instance that all benchmarks use, {@link
 * dev.tandem.benchmarks.micro.CallBenchmark} calls it and is called by it, {@link dev.tandem.benchmarks.micro.AccessBenchmark} reaches into its memory, table and
 * globals, {@link dev.tandem.benchmarks.micro.GrowBenchmark} grows its memory, and {@link dev.tandem.benchmarks.micro.InstantiateBenchmark} makes more of it.
 * Run by {@code benchmarks/micro/run}; see docs/benchmarks.md.
 */
@NullMarked
package dev.tandem.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
