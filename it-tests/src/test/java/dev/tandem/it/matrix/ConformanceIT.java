// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.compliance.KnownGaps;
import dev.tandem.it.Cell;
import dev.tandem.it.Cell.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every behaviour test, and the conformance suite that may lie beside the checkout, in every cell. Failures are compared with the list of known
 * ones, both ways, and the tables with {@code docs/conformance.md}.
 *
 * <p>{@code -Dtandem.conformance.update} writes the tables, {@code -Dtandem.conformance.cells=x64:baseline,jvm:phases:7} runs only those
 * cells, and {@code -Dtandem.conformance.phases=N} tries N combinations of phases instead of a few.
 */
class ConformanceIT {
    private static final Path SUITE = Path.of("..", "..", "shared", "spec-testsuite", "json");
    private static final Path DOCUMENT = Path.of("..", "docs", "conformance.md");

    /** All of WebAssembly 3.0, its two predecessors, and threads. */
    private static final List<String> GROUPS = List.of(
            "core",
            "bulk-memory",
            "simd",
            "gc",
            "function-references",
            "tail-call",
            "exceptions",
            "memory64",
            "multi-memory",
            "relaxed-simd",
            "threads",
            "wasm-1.0",
            "wasm-2.0");

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void everyCell() throws IOException, InterruptedException, ExecutionException {
        boolean suite = Files.isDirectory(SUITE);
        List<Path> groups = suite ? GROUPS.stream().map(group -> SUITE.resolve(group + ".zip")).toList() : List.of();
        String chosen = System.getProperty("tandem.conformance.cells", "");
        List<Cell> cells = chosen.isEmpty() ? cells() : Arrays.stream(chosen.split(",")).map(Cell::of).toList();
        List<CellResult> results = runAll(cells.stream().filter(cell -> cell.variant().isAvailable()).toList(), groups);
        assertEquals("", String.join("\n", results.stream().flatMap(result -> result.surprises().stream()).toList()));
        assumeTrue(suite && results.size() == cells().size(), "some cells or the suite are missing: no tables");
        Map<String, Decoding> decoding = new LinkedHashMap<>();
        for (Path group : groups) {
            decoding.put(GROUPS.get(decoding.size()), Decoding.of(group));
        }
        String tables = new ConformanceDocument(decoding, results).text();
        if (Boolean.getBoolean("tandem.conformance.update")) {
            Files.writeString(DOCUMENT, tables);
        }
        assertEquals(tables, Files.readString(DOCUMENT), "docs/conformance.md is old: -Dtandem.conformance.update writes it");
    }

    private static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            for (String tier : ConformanceDocument.TIERS) {
                cells.add(new Cell(variant, tier));
            }
        }
        for (Variant variant : List.of(Variant.X64_CHECKS, Variant.JVM)) {
            for (long seed = 0; seed < Integer.getInteger("tandem.conformance.phases", 3); seed++) {
                cells.add(new Cell(variant, "phases:" + seed));
            }
        }
        return cells;
    }

    private static List<CellResult> runAll(List<Cell> cells, List<Path> groups) throws IOException, InterruptedException, ExecutionException {
        KnownGaps expected = KnownGaps.ofEngine();
        try (ExecutorService processes =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<List<CellResult>>> running = new ArrayList<>();
            for (Variant variant : Variant.values()) {
                List<Cell> own = cells.stream().filter(cell -> cell.variant() == variant).toList();
                if (!own.isEmpty()) {
                    running.add(processes.submit(() -> CellResult.run(own, groups, expected)));
                }
            }
            List<CellResult> results = new ArrayList<>();
            for (Future<List<CellResult>> some : running) {
                results.addAll(some.get());
            }
            return results;
        }
    }
}
