// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.JvmArtifact;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A function's classes as text: one line an instruction, with its place in the method, and in the module for those that can trap or
 * call.
 */
public final class ClassListing {
    private final WasmModule module;
    private final JvmArtifact artifact;
    private final StringBuilder text = new StringBuilder();

    private ClassListing(WasmModule module, JvmArtifact artifact) {
        this.module = module;
        this.artifact = artifact;
    }

    public static String of(WasmModule module, JvmArtifact artifact) {
        ClassListing listing = new ClassListing(module, artifact);
        for (byte[] bytes : artifact.classes()) {
            listing.add(ClassFile.of().parse(bytes));
        }
        return listing.text.toString();
    }

    private void add(ClassModel model) {
        for (MethodModel method : model.methods()) {
            method.findAttribute(Attributes.code()).ifPresent(code -> {
                text.append(model.thisClass().asInternalName()).append('.').append(method.methodName());
                text.append(method.methodType()).append(": ").append(code.codeLength()).append(" bytes\n");
                add(code);
            });
        }
    }

    private void add(CodeAttribute code) {
        int at = 0;
        int line = 0;
        for (CodeElement element : code) {
            switch (element) {
                case LineNumber number -> line = number.line();
                case Instruction instruction -> {
                    text.append(String.format(Locale.ROOT, "%6d  %s  ", at, place(line)));
                    text.append(name(instruction)).append(operands(instruction, code)).append('\n');
                    at += instruction.sizeInBytes();
                    line = 0;
                }
                default -> {} // labels are shown as places
            }
        }
    }

    /** Where in the module, for the number of a site from 1. */
    private String place(int line) {
        int site = line - 1;
        if (site < 0 || site >= artifact.sites().length) {
            return "         ";
        }
        int function = artifact.inlined().isEmpty() ? artifact.functionIndex() : artifact.inlined().functions()[site];
        return "0x" + HexFormat.of().toHexDigits((long) module.body(function).offset() + artifact.sites()[site], 7);
    }

    /** Without the variable that some opcodes name. */
    private static String name(Instruction instruction) {
        String name = instruction.opcode().name().toLowerCase(Locale.ROOT);
        boolean ofVariable = instruction instanceof LoadInstruction || instruction instanceof StoreInstruction;
        return ofVariable && name.contains("_") ? name.substring(0, name.indexOf('_')) : name;
    }

    private static String operands(Instruction instruction, CodeAttribute code) {
        return switch (instruction) {
            case LoadInstruction load -> " " + load.slot();
            case StoreInstruction store -> " " + store.slot();
            case IncrementInstruction increment -> " " + increment.slot() + " " + increment.constant();
            case ConstantInstruction.IntrinsicConstantInstruction _ -> "";
            case ConstantInstruction constant -> " " + constant.constantValue();
            case FieldInstruction field ->
                " " + field.owner().asInternalName() + "." + field.name().stringValue() + ":" + field.type().stringValue();
            case InvokeInstruction call ->
                " " + call.owner().asInternalName() + "." + call.name().stringValue() + call.type().stringValue();
            case InvokeDynamicInstruction site -> " " + site.name().stringValue() + site.type().stringValue();
            case TypeCheckInstruction check -> " " + check.type().asInternalName();
            case BranchInstruction branch -> " " + code.labelToBci(branch.target());
            case TableSwitchInstruction table -> targets(table.cases(), table.defaultTarget(), code);
            case LookupSwitchInstruction lookup -> targets(lookup.cases(), lookup.defaultTarget(), code);
            default -> "";
        };
    }

    private static String targets(List<SwitchCase> cases, Label other, CodeAttribute code) {
        StringBuilder targets = new StringBuilder();
        for (SwitchCase one : cases) {
            targets.append(' ').append(one.caseValue()).append(':').append(code.labelToBci(one.target()));
        }
        return targets.append(" default:").append(code.labelToBci(other)).toString();
    }
}
