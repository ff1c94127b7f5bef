// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

/** The evaluator has executed as many steps as it may. */
public final class EvaluationLimitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EvaluationLimitException() {
        super("the evaluator gives up: too many steps");
    }
}
