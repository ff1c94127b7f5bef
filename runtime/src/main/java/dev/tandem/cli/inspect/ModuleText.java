// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.inspect;

import dev.tandem.decoder.Feature;
import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.Import;
import dev.tandem.decoder.module.WasmModule;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** Prints what is in a module. */
final class ModuleText {
    private final WasmModule module;
    private final PrintStream out;

    ModuleText(WasmModule module, PrintStream out) {
        this.module = module;
        this.out = out;
    }

    void print(byte[] bytes, int largest) {
        out.println("module " + module.names().moduleName().orElse("(without a name)") + ", " + bytes.length + " bytes");
        out.println("features: " + features());
        printSections(bytes);
        printTypes();
        printImports();
        printExports();
        printFunctions(largest);
    }

    private String features() {
        Set<Feature> used = EnumSet.noneOf(Feature.class);
        used.addAll(module.features());
        if (used.isEmpty()) {
            return "WebAssembly 1.0 only";
        }
        StringJoiner ids = new StringJoiner(", ");
        used.forEach(feature -> ids.add(feature.id()));
        return ids.toString();
    }

    private void printSections(byte[] bytes) {
        out.println("sections:");
        for (Sections.Section section : Sections.of(bytes)) {
            out.println("  " + section.name() + ": " + section.size() + " bytes at 0x" + Integer.toHexString(section.offset()));
        }
    }

    private void printTypes() {
        int count = module.types().size();
        out.println("types: " + count);
        for (int i = 0; i < count; i++) {
            out.println("  " + i + ": " + TypeText.of(module.types().get(i)));
        }
    }

    private void printImports() {
        out.println("imports: " + module.imports().size());
        for (Import wanted : module.imports()) {
            out.println("  \"" + wanted.module() + "\" \"" + wanted.name() + "\" "
                    + TypeText.of(wanted.descriptor(), module.types()));
        }
    }

    private void printExports() {
        out.println("exports: " + module.exports().size());
        for (Export export : module.exports()) {
            out.println("  \"" + export.name() + "\" " + type(export));
        }
    }

    private String type(Export export) {
        int index = export.index();
        return switch (export.kind()) {
            case FUNCTION -> TypeText.of(module.functionType(index));
            case TABLE -> TypeText.of(module.tables().get(index));
            case MEMORY -> TypeText.of(module.memories().get(index));
            case GLOBAL -> TypeText.of(module.globals().get(index));
            case TAG -> TypeText.of(module.tags().get(index), module.types());
        };
    }

    private void printFunctions(int largest) {
        int imported = module.importedFunctionCount();
        List<Integer> bySize = IntStream.range(imported, module.functionCount())
                .boxed()
                .sorted(Comparator.comparingInt((Integer index) -> module.body(index).size()).reversed())
                .limit(largest)
                .toList();
        out.println("functions: " + (module.functionCount() - imported) + ", " + module.codeSize() + " bytes of code");
        Map<Integer, String> exported = exportedFunctions();
        for (int index : bySize) {
            String name = module.names().functionName(index).or(() -> java.util.Optional.ofNullable(exported.get(index))).orElse("");
            out.println("  " + module.body(index).size() + " bytes: func[" + index + "]" + (name.isEmpty() ? "" : " " + name));
        }
    }

    private Map<Integer, String> exportedFunctions() {
        Map<Integer, String> names = new HashMap<>();
        for (Export export : module.exports()) {
            if (export.kind() == dev.tandem.decoder.module.ExternalKind.FUNCTION) {
                names.putIfAbsent(export.index(), export.name());
            }
        }
        return names;
    }
}
