// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.decoder.type.TableType;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AliasClasses;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.ElemDrop;
import dev.tandem.ir.graph.node.TableCopy;
import dev.tandem.ir.graph.node.TableFill;
import dev.tandem.ir.graph.node.TableGet;
import dev.tandem.ir.graph.node.TableGrow;
import dev.tandem.ir.graph.node.TableInit;
import dev.tandem.ir.graph.node.TableSet;
import dev.tandem.ir.graph.node.TableSize;

/** Builds what concerns tables. */
final class TableBuilder {
    private final Building build;
    private final AliasClasses classes;

    TableBuilder(Building build) {
        this.build = build;
        this.classes = build.graph.aliasClasses();
    }

    private TableType type(int table) {
        return build.module.tables().get(table);
    }

    void get(int table) {
        Node index = build.pop();
        AliasClass elements = classes.table(table);
        build.push(build.fix(
                new TableGet(table, type(table).element(), elements, build.control(), build.token(elements), index)));
    }

    void set(int table) {
        Node value = build.pop();
        Node index = build.pop();
        AliasClass elements = classes.table(table);
        build.wrote(
                elements, build.fix(new TableSet(table, elements, build.control(), build.token(elements), index, value)));
    }

    void size(int table) {
        AliasClass size = classes.tableSize(table);
        build.push(build.fix(
                new TableSize(table, type(table).limits().addressType(), size, build.control(), build.token(size))));
    }

    void grow(int table) {
        Node count = build.pop();
        Node value = build.pop();
        AliasClass size = classes.tableSize(table);
        TableGrow grow = build.fix(new TableGrow(
                table, type(table).limits().addressType(), size, build.control(), build.token(size), value, count));
        build.wrote(size, grow);
        build.push(grow);
    }

    void fill(int table) {
        Node count = build.pop();
        Node value = build.pop();
        Node destination = build.pop();
        AliasClass elements = classes.table(table);
        build.wrote(
                elements,
                build.fix(new TableFill(table, elements, build.control(), build.token(elements), destination, value, count)));
    }

    void copy(int destinationTable, int sourceTable) {
        Node count = build.pop();
        Node source = build.pop();
        Node destination = build.pop();
        AliasClass to = classes.table(destinationTable);
        Node sourceToken = build.token(classes.table(sourceTable));
        build.wrote(
                to,
                build.fix(new TableCopy(
                        destinationTable, sourceTable, to, build.control(), build.token(to), sourceToken, destination, source, count)));
    }

    void init(int elementIndex, int table) {
        Node count = build.pop();
        Node source = build.pop();
        Node destination = build.pop();
        AliasClass elements = classes.table(table);
        Node segments = build.token(classes.segments());
        build.wrote(
                elements,
                build.fix(new TableInit(
                        elementIndex, table, elements, build.control(), build.token(elements), segments, destination, source, count)));
    }

    void elemDrop(int elementIndex) {
        AliasClass segments = classes.segments();
        build.wrote(segments, build.fix(new ElemDrop(elementIndex, segments, build.control(), build.token(segments))));
    }
}
