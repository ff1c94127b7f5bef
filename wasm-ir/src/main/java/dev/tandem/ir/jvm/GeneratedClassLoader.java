// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

/** Generates the classes of one package when the JVM first asks for them. No parent is asked: they would search the class path, in vain. */
abstract class GeneratedClassLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final String prefix;

    GeneratedClassLoader(String name, ClassLoader parent, String packageName) {
        super(name, parent);
        prefix = packageName + ".";
    }

    final Class<?> define(byte[] classBytes) {
        return defineClass(null, classBytes, 0, classBytes.length);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(prefix)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? findClass(name) : known;
        }
    }
}
