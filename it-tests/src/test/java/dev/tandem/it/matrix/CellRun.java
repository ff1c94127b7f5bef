// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.matrix;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import dev.tandem.api.Engine;
import dev.tandem.api.InstanceOptions;
import dev.tandem.cli.spec.Report;
import dev.tandem.cli.spec.ScriptFiles;
import dev.tandem.cli.spec.SuiteRunner;
import dev.tandem.it.Cell;
import dev.tandem.it.CurrentCell;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Some cells in a process of their own: runs groups of the conformance suite, then the behaviour tests, and writes down what came of each. */
final class CellRun {
    /** No script comes near; a guest that never ends is a failure, not a hanging build. */
    private static final InstanceOptions OPTIONS = InstanceOptions.standard().withTimeout(Duration.ofMinutes(2));

    private final Cell cell;
    private final PrintWriter out;

    private CellRun(Cell cell, PrintWriter out) {
        this.cell = cell;
        this.out = out;
    }

    /** Arguments: a file to write to, the archives of groups, separated by commas, and the cells. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[0]), StandardCharsets.UTF_8), true)) {
            for (String name : List.of(arguments).subList(2, arguments.length)) {
                new CellRun(Cell.of(name), out).run(arguments[1]);
            }
        }
    }

    private void run(String archives) throws InterruptedException {
        out.println(Outcome.CELL + "\t" + cell.name());
        for (String archive : archives.split(",")) {
            if (!archive.isEmpty()) {
                group(Path.of(archive));
            }
        }
        if (ConformanceDocument.isWhole(cell)) {
            behaviour();
        }
        out.println(Outcome.END);
    }

    private void group(Path archive) throws InterruptedException {
        String group = name(archive).replace(".zip", "");
        try (ScriptFiles files = new ScriptFiles();
                Engine engine = cell.engine()) {
            files.add(archive.toString());
            new SuiteRunner(engine, OPTIONS, 1).run(files.found(), (script, report) -> {
                String name = group + "/" + name(script.json().getParent());
                new Outcome(Outcome.Kind.SCRIPT, name, report.passed(), report.failures().size(), report.skipped()).write(out);
                for (Report.Failure failure : report.failures()) {
                    Outcome.writeFailure(out, name, "line " + failure.line() + ": " + failure.reason());
                }
            });
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private void behaviour() {
        System.setProperty(CurrentCell.PROPERTY, cell.name());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage("dev.tandem.it"))
                .filters(TagFilter.includeTags(CurrentCell.BEHAVIOUR))
                .build();
        LauncherFactory.create().execute(request, new Listener());
    }

    /** Counts by class. */
    private final class Listener implements TestExecutionListener {
        private int passed;
        private int failed;
        private int aborted;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            switch (result.getStatus()) {
                case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
                case ABORTED -> aborted++;
                case FAILED -> {
                    failed++;
                    Outcome.writeFailure(out, label(test), result.getThrowable().map(Throwable::toString).orElse(""));
                }
            }
            if (test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
                new Outcome(Outcome.Kind.TESTS, test.getDisplayName(), passed, failed, aborted).write(out);
                passed = 0;
                failed = 0;
                aborted = 0;
            }
        }

        private static String label(TestIdentifier test) {
            return test.getSource()
                    .filter(MethodSource.class::isInstance)
                    .map(MethodSource.class::cast)
                    .map(source -> source.getClassName() + "." + source.getMethodName() + " " + test.getDisplayName())
                    .orElse(test.getDisplayName());
        }
    }
}
