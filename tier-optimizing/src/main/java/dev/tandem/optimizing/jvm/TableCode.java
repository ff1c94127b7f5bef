// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.GuestCode;
import dev.tandem.ir.asm.jvm.Member;
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
import dev.tandem.ir.jvm.GuestLayout;
import org.objectweb.asm.Opcodes;

/** Instructions on tables. */
final class TableCode {
    private static final Member DROP = Member.method(GuestLayout.CONTEXT, "dropElements", "(I)V");

    private final GraphEmitter emitter;
    private final CodeBuffer code;
    private final GuestCode guest;

    TableCode(GraphEmitter emitter) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.guest = emitter.guest;
    }

    /** Returns whether the node is one of these. */
    boolean emit(Node node) {
        switch (node) {
            case TableGet get -> call(get, get.tableIndex(), guest.tableGet(get.tableIndex()), get.index());
            case TableSet set -> call(set, set.tableIndex(), guest.tableSet(set.tableIndex()), set.index(), set.value());
            case TableSize size -> {
                call(size, size.tableIndex(), guest.tableSize());
                if (guest.isTable64(size.tableIndex())) {
                    code.op(Opcodes.I2L, 1);
                }
            }
            case TableGrow grow ->
                call(grow, grow.tableIndex(), guest.tableGrow(grow.tableIndex()), grow.value(), grow.count());
            case TableFill fill ->
                call(
                        fill,
                        fill.tableIndex(),
                        guest.tableFill(fill.tableIndex()),
                        fill.destination(),
                        fill.value(),
                        fill.count());
            case TableCopy copy -> {
                push(copy.destination(), copy.source(), copy.count());
                guest.table(copy.destinationTable());
                guest.table(copy.sourceTable());
                emitter.site(copy);
                code.invokeStatic(guest.tableCopy(copy.destinationTable(), copy.sourceTable()));
            }
            case TableInit init -> {
                push(init.destination(), init.source(), init.count());
                guest.table(init.tableIndex());
                code.context();
                code.pushInt(init.elementIndex());
                emitter.site(init);
                code.invokeStatic(guest.tableInit(init.tableIndex()));
            }
            case TableElement element -> {
                emitter.push(element.index());
                guest.tableIndex(element.tableIndex());
                guest.table(element.tableIndex());
                emitter.site(element);
                code.invokeStatic(GuestCode.ELEMENT);
            }
            case ElemDrop drop -> {
                code.context();
                code.pushInt(drop.elementIndex());
                code.invokeVirtual(DROP);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void push(Node... operands) {
        for (Node operand : operands) {
            emitter.push(operand);
        }
    }

    private void call(FixedNode node, int tableIndex, Member helper, Node... operands) {
        push(operands);
        guest.table(tableIndex);
        emitter.site(node);
        code.invokeStatic(helper);
    }
}
