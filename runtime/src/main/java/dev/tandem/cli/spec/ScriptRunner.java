// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.api.InstanceOptions;
import dev.tandem.api.LinkException;
import dev.tandem.api.Module;
import dev.tandem.cli.spec.Command.AssertFailure.Outcome;
import dev.tandem.cli.spec.Command.AssertRefused.Stage;
import dev.tandem.cli.spec.ScriptFiles.ScriptFile;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries out one script, command by command; every command passes, fails or is skipped. Whatever the engine throws, even what it
 * never should, fails the command and the script goes on.
 */
final class ScriptRunner {
    private final Engine engine;
    private final InstanceOptions options;
    private final ScriptFile file;
    private final long stackSize;
    private final Spectest spectest;
    private final Report report = new Report();
    private final List<AutoCloseable> opened = Collections.synchronizedList(new ArrayList<>());

    private ScriptRunner(Engine engine, InstanceOptions options, ScriptFile file, long stackSize) {
        this.engine = engine;
        this.options = options;
        this.file = file;
        this.stackSize = stackSize;
        this.spectest = new Spectest(engine);
    }

    /**
     * Runs a script on the calling thread.
     *
     * @param options of every instance
     * @param stackSize of threads that the script starts, in bytes
     */
    static Report run(Engine engine, InstanceOptions options, ScriptFile file, long stackSize) {
        ScriptRunner runner = new ScriptRunner(engine, options, file, stackSize);
        try {
            runner.runAll(file.read().commands(), new Scope(runner.spectest));
        } catch (ScriptException e) {
            runner.report.fail(0, reason(e));
        } finally {
            runner.closeAll();
        }
        return runner.report;
    }

    private void runAll(List<Command> commands, Scope scope) {
        Map<String, Thread> threads = new HashMap<>();
        for (Command command : commands) {
            if (command instanceof Command.Skipped) {
                report.skip();
                continue;
            }
            try {
                Optional<String> deviation = run(command, scope, threads);
                if (deviation.isEmpty()) {
                    report.pass();
                } else {
                    report.passInexactly(command.line(), deviation.get());
                }
            } catch (Throwable e) {
                report.fail(command.line(), reason(e));
            }
        }
        for (Thread forgotten : threads.values()) {
            joinAnyway(forgotten);
        }
    }

    private void joinAnyway(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            report.fail(0, "interrupted while " + thread.getName() + " ran");
        }
    }

    /** In what a command that passes deviates from the specification's wording. */
    private Optional<String> run(Command command, Scope scope, Map<String, Thread> threads) throws InterruptedException {
        switch (command) {
            case Command.Module module -> {
                scope.forgetCurrent();
                scope.instance(module.name(), instantiate(compile(module.filename()), scope));
            }
            case Command.Definition definition -> scope.definition(definition.name(), compile(definition.filename()));
            case Command.Instantiate instantiate -> {
                scope.forgetCurrent();
                scope.instance(instantiate.instance(), instantiate(scope.definition(instantiate.definition()), scope));
            }
            case Command.Register register -> scope.register(register.as(), scope.find(register.instance()));
            case Command.Perform perform -> perform(perform.action(), scope);
            case Command.AssertReturn assertion -> assertReturn(assertion, scope);
            case Command.AssertFailure assertion -> {
                return assertFailure(assertion, scope);
            }
            case Command.AssertRefused assertion -> {
                return assertRefused(assertion, scope);
            }
            case Command.StartThread start -> threads.put(start.name(), start(start, scope));
            case Command.JoinThread join -> {
                Thread thread = threads.remove(join.name());
                if (thread == null) {
                    throw new ScriptException("there is no thread " + join.name());
                }
                thread.join();
            }
            case Command.Skipped _ -> throw new IllegalStateException("skipped commands are not run");
        }
        return Optional.empty();
    }

    private Module compile(String filename) {
        Module module = engine.compile(file.module(filename));
        opened.add(module);
        return module;
    }

    private Instance instantiate(Module module, Scope scope) {
        Instance instance = module.instantiate(scope.imports(), options);
        opened.add(instance);
        return instance;
    }

    private static List<Result> perform(Command.Action action, Scope scope) {
        return Guest.perform(action, scope.find(action.instance()));
    }

    private static void assertReturn(Command.AssertReturn assertion, Scope scope) {
        List<Result> results = perform(assertion.action(), scope);
        boolean matches = results.size() == assertion.expected().size();
        for (int i = 0; matches && i < results.size(); i++) {
            matches = assertion.expected().get(i).matches(results.get(i));
        }
        if (!matches) {
            throw new ScriptException(describe(assertion.action()) + " returned " + results + ", expected " + assertion.expected());
        }
    }

    private static Optional<String> assertFailure(Command.AssertFailure assertion, Scope scope) {
        List<Result> results;
        try {
            results = perform(assertion.action(), scope);
        } catch (WasmTrap trap) {
            boolean exhausted = trap.code() == TrapCode.CALL_STACK_EXHAUSTED;
            boolean wanted = exhausted ? assertion.outcome() == Outcome.EXHAUSTION : assertion.outcome() == Outcome.TRAP;
            if (!wanted || trap.code() == TrapCode.INTERRUPTED) {
                throw new ScriptException("expected " + assertion.outcome() + ", trapped: " + trap.getMessage());
            }
            String message = trap.code().message();
            boolean same = assertion.text().startsWith(message) || message.startsWith(assertion.text());
            return same ? Optional.empty() : Optional.of("trapped: " + message + ", expected: " + assertion.text());
        }
        throw new ScriptException(describe(assertion.action()) + " returned " + results + ", expected " + assertion.outcome() + " "
                + assertion.text());
    }

    private Optional<String> assertRefused(Command.AssertRefused assertion, Scope scope) {
        Stage wanted = assertion.stage();
        Module module;
        try {
            module = compile(assertion.filename());
        } catch (WasmFormatException e) {
            if (wanted != Stage.MALFORMED && wanted != Stage.INVALID) {
                throw e;
            }
            // Engines may find an error at the other stage, and a limit of theirs before either.
            return e.kind().name().equals(wanted.name()) ? Optional.empty() : Optional.of(e.kind() + ", expected " + wanted + ": "
                    + e.getMessage());
        }
        if (wanted == Stage.MALFORMED || wanted == Stage.INVALID) {
            throw new ScriptException("the module was accepted, expected " + wanted);
        }
        try {
            instantiate(module, scope);
        } catch (LinkException e) {
            if (wanted == Stage.UNLINKABLE) {
                return Optional.empty();
            }
            throw e;
        } catch (WasmTrap e) {
            if (wanted == Stage.UNINSTANTIABLE) {
                return Optional.empty();
            }
            throw e;
        }
        throw new ScriptException("the module was instantiated, expected " + wanted);
    }

    private Thread start(Command.StartThread start, Scope outer) {
        Scope scope = new Scope(spectest);
        start.shared().ifPresent(name -> scope.share(name, outer.find(Optional.of(name))));
        Thread thread = new Thread(null, () -> runAll(start.commands(), scope), file.name() + " " + start.name(), stackSize);
        thread.start();
        return thread;
    }

    private void closeAll() {
        for (AutoCloseable resource : opened.reversed()) {
            try {
                resource.close();
            } catch (Exception e) {
                report.fail(0, "closing: " + reason(e));
            }
        }
    }

    private static String describe(Command.Action action) {
        return action.instance().map(name -> name + ".").orElse("") + action.field();
    }

    private static String reason(Throwable e) {
        if (e instanceof ScriptException) {
            return String.valueOf(e.getMessage());
        }
        String where = e instanceof WasmTrap || e.getStackTrace().length == 0 ? "" : " (" + e.getStackTrace()[0] + ")";
        return e.getClass().getSimpleName() + ": " + e.getMessage() + where;
    }
}
