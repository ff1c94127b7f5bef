// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

/**
 * Holds the classes of one module. Glue classes are generated when the JVM first asks for them; functions are defined by their code
 * slots. Nothing but the module's code and its instances refers to it, so it unloads with them.
 */
final class GuestClassLoader extends GeneratedClassLoader {
    private static final String[] CONTRACT_PACKAGES = {
        "dev.tandem.ir.vm", "dev.tandem.ir.jvm", "dev.tandem.ir.jvm.support", "dev.tandem.ir.trap", "dev.tandem.ir.backend"
    };

    static {
        registerAsParallelCapable();
    }

    private final JvmModuleCode code;

    GuestClassLoader(String name, SignatureLoader parent, JvmModuleCode code) {
        super(name, parent, "tandem.guest");
        this.code = code;
        openContract(getUnnamedModule());
    }

    /** Lets generated classes see the packages that make up their contract with the engine. */
    static void openContract(Module generated) {
        Module engine = GuestClassLoader.class.getModule();
        if (engine.isNamed()) {
            for (String name : CONTRACT_PACKAGES) {
                engine.addExports(name, generated);
            }
        }
    }

    JvmModuleCode code() {
        return code;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = GlueClasses.generate(name.replace('.', '/'), code);
        if (bytes.length == 0) {
            throw new ClassNotFoundException(name);
        }
        return define(bytes);
    }
}
