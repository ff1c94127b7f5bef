// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

/** Holds optimized code of a function that had optimized code before: classes of the same names as those that it replaces. All others are the module's. */
final class RenewalLoader extends GeneratedClassLoader {
    private static final char MARK = '+';

    static {
        registerAsParallelCapable();
    }

    private final GuestClassLoader module;

    /** @param renewal which it is of the function's, from 1 */
    RenewalLoader(GuestClassLoader module, int renewal) {
        super(module.getName() + MARK + renewal, module.getParent(), "tandem.guest");
        this.module = module;
        GuestClassLoader.openContract(getUnnamedModule());
    }

    GuestClassLoader module() {
        return module;
    }

    /** The name of the module's loader, for that of one of its classes. */
    static String moduleName(String loader) {
        int mark = loader.indexOf(MARK);
        return mark < 0 ? loader : loader.substring(0, mark);
    }

    /** Which of the function's optimized codes a class of that loader is; 0 if it is in the module's own. */
    static int renewal(String loader) {
        int mark = loader.indexOf(MARK);
        return mark < 0 ? 0 : Integer.parseInt(loader, mark + 1, loader.length(), 10);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return module.loadClass(name);
    }
}
