// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import java.util.Arrays;
import org.objectweb.asm.MethodVisitor;

/** Gives variables their JVM locals in one method. */
final class LocalLayout {
    private final CodeBuffer code;
    private final int[] localOf;
    private Object[] types = new Object[16];
    private int typeCount;
    private int size;

    LocalLayout(CodeBuffer code) {
        this.code = code;
        this.localOf = new int[code.variableCount()];
        Arrays.fill(localOf, -1);
    }

    int[] localOf() {
        return localOf;
    }

    /** Types of the locals for a frame; {@link #typeCount} of them. */
    Object[] types() {
        return types;
    }

    int typeCount() {
        return typeCount;
    }

    /** Words of all locals. */
    int size() {
        return size;
    }

    /** Adds a local of one word that is no variable. */
    int add(Object type) {
        addType(type);
        return size++;
    }

    private void addType(Object type) {
        if (typeCount == types.length) {
            types = Arrays.copyOf(types, typeCount * 2);
        }
        types[typeCount++] = type;
    }

    /** Gives the first {@code count} variables the method's first locals. */
    void parameters(int count) {
        for (int v = 0; v < count; v++) {
            addVariable(v);
        }
    }

    void addVariable(int variable) {
        Kind kind = code.kind(variable);
        addType(kind.frameType());
        localOf[variable] = size;
        size += kind.words();
    }

    /** Gives all variables from {@code first} that are used a local. */
    void variables(VariableUse use, int first) {
        for (int v = first; v < localOf.length; v++) {
            if (use.uses(v)) {
                addVariable(v);
            }
        }
    }

    /** Sets all variables from {@code first} to zero. */
    void initialise(MethodVisitor method, int first) {
        for (int v = first; v < localOf.length; v++) {
            if (localOf[v] >= 0) {
                method.visitInsn(code.kind(v).zeroOpcode());
                method.visitVarInsn(code.kind(v).storeOpcode(), localOf[v]);
            }
        }
    }
}
