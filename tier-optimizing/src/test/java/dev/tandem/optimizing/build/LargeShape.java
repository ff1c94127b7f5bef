// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import static dev.tandem.optimizing.build.BodyWriter.ADD;
import static dev.tandem.optimizing.build.BodyWriter.AND;
import static dev.tandem.optimizing.build.BodyWriter.BLOCK;
import static dev.tandem.optimizing.build.BodyWriter.BR;
import static dev.tandem.optimizing.build.BodyWriter.BR_IF;
import static dev.tandem.optimizing.build.BodyWriter.BR_TABLE;
import static dev.tandem.optimizing.build.BodyWriter.CALL;
import static dev.tandem.optimizing.build.BodyWriter.CONST;
import static dev.tandem.optimizing.build.BodyWriter.ELSE;
import static dev.tandem.optimizing.build.BodyWriter.END;
import static dev.tandem.optimizing.build.BodyWriter.IF;
import static dev.tandem.optimizing.build.BodyWriter.LOAD;
import static dev.tandem.optimizing.build.BodyWriter.LOOP;
import static dev.tandem.optimizing.build.BodyWriter.NOTHING;
import static dev.tandem.optimizing.build.BodyWriter.SELECT;
import static dev.tandem.optimizing.build.BodyWriter.STORE;

import dev.tandem.decoder.module.WasmModule;

/** Functions in which something occurs very often: what could make a compiler's work grow faster than the code. */
public enum LargeShape {
    INSTRUCTIONS(50_000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(0).get(i % LOCALS).op(ADD).set(1 + i % LOCALS);
            }
            body.get(LOCALS);
        }
    },
    BRANCHES_OVER_MANY_LOCALS(10_000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(0).op(IF, NOTHING).increment(1 + i % LOCALS).op(ELSE).increment(1 + i / 2 % LOCALS).op(END);
            }
            body.op(CONST, 0);
            for (int i = 0; i < LOCALS; i++) {
                body.get(i).op(ADD);
            }
        }
    },
    LOCALS_PASS_THROUGH_BRANCHES(10_000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(0).op(IF, NOTHING).increment(0).op(END);
                body.get(1 + i % LOCALS).get(0).op(ADD).set(0);
            }
            body.get(0);
        }
    },
    EARLY_EXITS(10_000) {
        @Override
        void write(BodyWriter body, int n) {
            body.op(BLOCK, NOTHING);
            for (int i = 0; i < n; i++) {
                body.increment(1 + i % LOCALS).get(i % LOCALS).op(BR_IF, 0);
            }
            body.op(END).get(7);
        }
    },
    NESTED_BLOCKS_THAT_ALL_ARE_LEFT(1000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.op(BLOCK, NOTHING);
            }
            for (int i = 0; i < n; i++) {
                body.increment(1).get(1).op(BR_IF).unsigned(i);
            }
            for (int i = 0; i < n; i++) {
                body.increment(2).op(END);
            }
            body.get(2);
        }
    },
    NESTED_LOOPS(1000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.op(LOOP, NOTHING).get(100).get(101).op(ADD).set(5);
            }
            body.increment(1);
            for (int i = 0; i < n; i++) {
                body.get(1).op(BR_IF, 0, END);
            }
            body.get(1);
        }
    },
    LOOPS_IN_A_ROW(10_000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.op(LOOP, NOTHING).increment(1 + i % 10).get(i % LOCALS).op(BR_IF, 0, END);
            }
            body.get(1);
        }
    },
    TABLE_OF_MANY_TARGETS(5000) {
        @Override
        void write(BodyWriter body, int n) {
            body.op(BLOCK, NOTHING);
            table(body, n, false);
            for (int i = 0; i < n; i++) {
                body.op(END).increment(1 + i % LOCALS).op(BR).unsigned(n - 1 - i);
            }
            body.op(END).get(1);
        }
    },
    INTERPRETER_LOOP(5000) {
        @Override
        void write(BodyWriter body, int n) {
            body.op(LOOP, NOTHING);
            table(body, n, true);
            for (int i = 0; i < n; i++) {
                body.op(END).increment(0).increment(1 + i % 20).op(BR).unsigned(n - 1 - i);
            }
            body.op(END).get(1);
        }
    },
    CALLS_AND_STORES(10_000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(0).op(IF, NOTHING).get(0).get(1).op(STORE, 2, 0, END);
                body.get(1).op(CALL, 0).set(1);
            }
            body.get(1);
        }
    },
    /** Far more values at a time than there are registers. */
    DEEP_EXPRESSION(20_000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(0).op(LOAD, 2, 0);
            }
            for (int i = 1; i < n; i++) {
                body.op(ADD);
            }
        }
    },
    LOADS_AND_STORES(10_000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(0).get(0).op(LOAD, 2).unsigned(i % 700 * 4).get(1).op(ADD, STORE, 2).unsigned(i % 300 * 4);
            }
            body.get(0);
        }
    },
    VALUES_LIVE_ACROSS_CALLS(2000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(0).op(LOAD, 2).unsigned(i * 4);
            }
            for (int i = 0; i < n; i++) {
                body.get(0).op(CALL, 0).set(0);
            }
            for (int i = 1; i < n; i++) {
                body.op(ADD);
            }
        }
    },
    /** As many values live at as many branches: too much for live sets, which are refused. */
    VALUES_LIVE_ACROSS_BRANCHES(32_000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(0).op(LOAD, 2).unsigned(i * 4);
            }
            for (int i = 0; i < n; i++) {
                body.get(0).op(IF, NOTHING).get(0).op(CALL, 0).set(0).op(END);
            }
            for (int i = 1; i < n; i++) {
                body.op(ADD);
            }
        }
    },
    VALUES_LIVE_ACROSS_LOOPS(32_000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(0).op(LOAD, 2).unsigned(i * 4);
            }
            for (int i = 0; i < n; i++) {
                body.op(LOOP, NOTHING).get(0).op(LOAD, 2, 0).set(0).get(0).op(BR_IF, 0, END);
            }
            for (int i = 1; i < n; i++) {
                body.op(ADD);
            }
        }
    },
    VECTORS(10_000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(0).op(0xfd, 0, 0).unsigned(i * 16);
            }
            for (int i = 1; i < n; i++) {
                body.op(0xfd, 0xae, 1);
            }
            body.op(0xfd, 0x1b, 0);
        }
    },
    EXITS_WITH_MANY_LOCALS(8000) {
        @Override
        void write(BodyWriter body, int n) {
            body.op(BLOCK, NOTHING);
            for (int i = 0; i < n; i++) {
                body.increment(1 + i % LOCALS).get(i % LOCALS).op(BR_IF, 0);
            }
            body.op(END).op(CONST, 0);
            for (int i = 0; i < LOCALS; i++) {
                body.get(i).op(ADD);
            }
        }
    },
    /** A phi in each loop for each local: too much for graphs, which are refused. */
    NESTED_LOOPS_WITH_MANY_LOCALS(4000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.op(LOOP, NOTHING);
            }
            for (int i = 0; i < n; i++) {
                body.increment(i % LOCALS);
            }
            for (int i = 0; i < n; i++) {
                body.get(1).op(BR_IF, 0, END);
            }
            body.op(CONST, 0);
            for (int i = 0; i < n; i++) {
                body.get(i % LOCALS).op(ADD);
            }
        }
    },
    EXITS_THAT_ARE_NEVER_TAKEN(10_000) {
        @Override
        void write(BodyWriter body, int n) {
            body.op(BLOCK, NOTHING);
            for (int i = 0; i < n; i++) {
                body.increment(1 + i % 10).get(0).op(CONST, 1, AND).op(CONST, 2, AND).op(BR_IF, 0);
            }
            body.op(END).op(CONST, 0);
            for (int i = 1; i <= 10; i++) {
                body.get(i).op(ADD);
            }
        }
    },
    TABLE_WITH_VALUES(5000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.op(BLOCK, 0x7f);
            }
            body.get(1).get(0).op(BR_TABLE).unsigned(n - 1);
            for (int i = 0; i < n; i++) {
                body.unsigned(i);
            }
            for (int i = 0; i < n; i++) {
                body.op(END).get(i % LOCALS).op(ADD);
            }
        }
    },
    /** What is made of control flow without structure. */
    LOOP_OVER_STATES(5000) {
        @Override
        void write(BodyWriter body, int n) {
            body.op(LOOP, NOTHING);
            table(body, n, false);
            for (int i = 0; i < n; i++) {
                body.op(END).increment(1 + i % 20).get(1 + i % 20).op(IF, NOTHING);
                body.op(CONST).unsigned(i * 7 % n & 63).set(0).op(ELSE).op(CONST).unsigned(i * 5 % n & 63).set(0).op(END);
                body.op(BR).unsigned(n - 1 - i);
            }
            body.op(END).get(1);
        }
    },
    NESTED_BRANCHES_ON_ONE_VALUE(3000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(0).op(CONST).unsigned(i & 63).op(0x49, IF, NOTHING).increment(1);
            }
            for (int i = 0; i < n; i++) {
                body.op(ELSE).increment(2).op(END);
            }
            body.get(1).get(2).op(ADD);
        }
    },
    STORES_TO_MANY_PLACES(10_000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(0).op(LOAD, 2).unsigned(i * 4).set(1).get(1).get(1).op(LOAD, 2, 0, STORE, 2, 4);
            }
            body.get(0);
        }
    },
    DIVISIONS_AND_CHOICES(10_000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(0).get(1 + i % LOCALS).op(0x6d).get(1).get(2 + i % 10).op(SELECT).set(2 + i % 10);
            }
            body.get(2);
        }
    },
    READS(10_000) {
        @Override
        void write(BodyWriter body, int n) {
            for (int i = 0; i < n; i++) {
                body.get(1).get(0).op(LOAD, 2).unsigned(i * 4).op(ADD).set(1);
            }
            body.get(1);
        }
    };

    /** Of each function, beside its parameter. */
    static final int LOCALS = 1000;

    private final int size;

    LargeShape(int size) {
        this.size = size;
    }

    /** As often as is often. */
    public int size() {
        return size;
    }

    abstract void write(BodyWriter body, int n);

    /** A module of one such function. */
    public WasmModule module(int n) {
        BodyWriter body = new BodyWriter();
        write(body, n);
        return BodyWriter.module(LOCALS, body);
    }

    /** A branch to {@code n} blocks, which are still open. */
    private static void table(BodyWriter body, int n, boolean load) {
        for (int i = 0; i < n; i++) {
            body.op(BLOCK, NOTHING);
        }
        body.get(0);
        if (load) {
            body.op(LOAD, 2, 0);
        }
        body.op(BR_TABLE).unsigned(n - 1);
        for (int i = 0; i < n; i++) {
            body.unsigned(i);
        }
    }
}
