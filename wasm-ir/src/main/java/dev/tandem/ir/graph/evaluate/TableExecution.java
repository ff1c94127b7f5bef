// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.ElemDrop;
import dev.tandem.ir.graph.node.TableCopy;
import dev.tandem.ir.graph.node.TableElement;
import dev.tandem.ir.graph.node.TableFill;
import dev.tandem.ir.graph.node.TableGet;
import dev.tandem.ir.graph.node.TableGrow;
import dev.tandem.ir.graph.node.TableInit;
import dev.tandem.ir.graph.node.TableSet;
import dev.tandem.ir.graph.node.TableSize;
import dev.tandem.ir.trap.TrapCode;
import java.util.Arrays;

/** Executes what concerns tables. */
final class TableExecution {
    private final EvaluatedInstance instance;
    private final FloatingValues values;

    TableExecution(EvaluatedInstance instance, FloatingValues values) {
        this.instance = instance;
        this.values = values;
    }

    /** Executes the node, if it is of this family. */
    boolean execute(FixedNode node) {
        switch (node) {
            case TableGet get -> {
                EvaluatedTable table = instance.table(get.tableIndex());
                values.set(get, table.elements()[table.check(number(get.index()), 1, TrapCode.TABLE_OUT_OF_BOUNDS)]);
            }
            case TableElement get -> {
                EvaluatedTable table = instance.table(get.tableIndex());
                values.set(get, table.elements()[table.check(number(get.index()), 1, TrapCode.UNDEFINED_ELEMENT)]);
            }
            case TableSet set -> {
                EvaluatedTable table = instance.table(set.tableIndex());
                table.elements()[table.check(number(set.index()), 1, TrapCode.TABLE_OUT_OF_BOUNDS)] = values.get(set.value());
            }
            case TableSize size ->
                values.set(size, MemoryExecution.size(size, instance.table(size.tableIndex()).elements().length));
            case TableGrow grow ->
                values.set(
                        grow,
                        MemoryExecution.size(
                                grow, instance.table(grow.tableIndex()).grow(values.get(grow.value()), number(grow.count()))));
            case TableFill fill -> {
                EvaluatedTable table = instance.table(fill.tableIndex());
                long count = number(fill.count());
                int at = table.check(number(fill.destination()), count, TrapCode.TABLE_OUT_OF_BOUNDS);
                Arrays.fill(table.elements(), at, at + (int) count, values.get(fill.value()));
            }
            case TableCopy copy -> {
                EvaluatedTable from = instance.table(copy.sourceTable());
                EvaluatedTable to = instance.table(copy.destinationTable());
                long count = number(copy.count());
                int source = from.check(number(copy.source()), count, TrapCode.TABLE_OUT_OF_BOUNDS);
                int destination = to.check(number(copy.destination()), count, TrapCode.TABLE_OUT_OF_BOUNDS);
                System.arraycopy(from.elements(), source, to.elements(), destination, (int) count);
            }
            case TableInit init ->
                instance.tableInit(
                        init.elementIndex(), init.tableIndex(), number(init.destination()), number(init.source()), number(init.count()));
            case ElemDrop drop -> instance.dropElements(drop.elementIndex());
            default -> {
                return false;
            }
        }
        return true;
    }

    private long number(Node node) {
        return values.number(node).low();
    }
}
