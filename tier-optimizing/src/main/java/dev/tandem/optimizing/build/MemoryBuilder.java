// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AliasClasses;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.DataDrop;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.LoadLane;
import dev.tandem.ir.graph.node.MemoryByteSize;
import dev.tandem.ir.graph.node.MemoryCopy;
import dev.tandem.ir.graph.node.MemoryFill;
import dev.tandem.ir.graph.node.MemoryGrow;
import dev.tandem.ir.graph.node.MemoryInit;
import dev.tandem.ir.graph.node.MemorySize;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.ir.graph.node.StoreLane;

/** Builds what concerns linear memories. */
final class MemoryBuilder {
    private final Building build;
    private final AliasClasses classes;

    MemoryBuilder(Building build) {
        this.build = build;
        this.classes = build.graph.aliasClasses();
    }

    private void check(int memoryIndex, long offset, int width, Node address) {
        if (build.checked.test(memoryIndex)) {
            AliasClass size = classes.memorySize(memoryIndex);
            Node bytes = build.fix(new MemoryByteSize(memoryIndex, size, build.control(), build.token(size)));
            build.fix(new BoundsCheck(offset, width, build.control(), bytes, address));
        }
    }

    void load(Opcode op, int memory, long offset) {
        Node address = build.pop();
        check(memory, offset, op.width(), address);
        AliasClass contents = classes.memory(memory);
        build.push(build.fix(new Load(op, memory, offset, contents, build.control(), build.token(contents), address)));
    }

    void store(Opcode op, int memory, long offset) {
        Node value = build.pop();
        Node address = build.pop();
        check(memory, offset, op.width(), address);
        AliasClass contents = classes.memory(memory);
        build.wrote(
                contents,
                build.fix(new Store(op, memory, offset, contents, build.control(), build.token(contents), address, value)));
    }

    void loadLane(Opcode op, int memory, long offset, int lane) {
        Node vector = build.pop();
        Node address = build.pop();
        check(memory, offset, op.width(), address);
        AliasClass contents = classes.memory(memory);
        build.push(build.fix(
                new LoadLane(op, memory, offset, lane, contents, build.control(), build.token(contents), address, vector)));
    }

    void storeLane(Opcode op, int memory, long offset, int lane) {
        Node vector = build.pop();
        Node address = build.pop();
        check(memory, offset, op.width(), address);
        AliasClass contents = classes.memory(memory);
        build.wrote(
                contents,
                build.fix(new StoreLane(
                        op, memory, offset, lane, contents, build.control(), build.token(contents), address, vector)));
    }

    void size(int memory) {
        AliasClass size = classes.memorySize(memory);
        build.push(build.fix(new MemorySize(
                memory, build.module.memories().get(memory).limits().addressType(), size, build.control(), build.token(size))));
    }

    void grow(int memory) {
        Node pages = build.pop();
        AliasClass size = classes.memorySize(memory);
        MemoryGrow grow = build.fix(new MemoryGrow(
                memory, build.module.memories().get(memory).limits().addressType(), size, build.control(), build.token(size), pages));
        build.wrote(size, grow);
        build.push(grow);
    }

    void fill(int memory) {
        Node size = build.pop();
        Node value = build.pop();
        Node destination = build.pop();
        AliasClass contents = classes.memory(memory);
        build.wrote(
                contents,
                build.fix(new MemoryFill(memory, contents, build.control(), build.token(contents), destination, value, size)));
    }

    void copy(int destinationMemory, int sourceMemory) {
        Node size = build.pop();
        Node source = build.pop();
        Node destination = build.pop();
        AliasClass to = classes.memory(destinationMemory);
        Node sourceToken = build.token(classes.memory(sourceMemory));
        build.wrote(
                to,
                build.fix(new MemoryCopy(
                        destinationMemory, sourceMemory, to, build.control(), build.token(to), sourceToken, destination, source, size)));
    }

    void init(int dataIndex, int memory) {
        Node size = build.pop();
        Node source = build.pop();
        Node destination = build.pop();
        AliasClass contents = classes.memory(memory);
        Node segments = build.token(classes.segments());
        build.wrote(
                contents,
                build.fix(new MemoryInit(
                        dataIndex, memory, contents, build.control(), build.token(contents), segments, destination, source, size)));
    }

    void dataDrop(int dataIndex) {
        AliasClass segments = classes.segments();
        build.wrote(segments, build.fix(new DataDrop(dataIndex, segments, build.control(), build.token(segments))));
    }
}
