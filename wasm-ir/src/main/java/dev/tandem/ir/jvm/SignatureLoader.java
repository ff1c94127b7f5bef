// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.ir.vm.Code;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Holds the signature classes of a backend and what goes with each: its lazy stub and its host adapter. Parent of all modules' loaders,
 * so that modules can call each other. Classes are generated when first asked for.
 */
final class SignatureLoader extends GeneratedClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final ConcurrentMap<String, GuestSignature> signatures = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Code> lazyStubs = new ConcurrentHashMap<>();

    SignatureLoader() {
        super("tandem-signatures", SignatureLoader.class.getClassLoader(), "tandem.signature");
        GuestClassLoader.openContract(getUnnamedModule());
    }

    /** Makes the classes of that signature known. Must precede the first mention of them in generated code. */
    GuestSignature declare(GuestSignature signature) {
        GuestSignature known = signatures.putIfAbsent(signature.key(), signature);
        return known == null ? signature : known;
    }

    /** The stub that compiles a function at its first indirect call, one a signature. */
    Code lazyStub(GuestSignature signature) {
        return lazyStubs.computeIfAbsent(signature.key(), key -> newCode(stubClass(declare(signature))));
    }

    static Code newCode(Class<?> type) {
        try {
            return (Code) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("generated class " + type + " has no usable constructor", e);
        }
    }

    Class<?> signatureClass(GuestSignature signature) {
        return load(declare(signature).className());
    }

    private Class<?> stubClass(GuestSignature signature) {
        return load(SignatureClasses.stubClassName(signature));
    }

    Class<?> hostClass(GuestSignature signature) {
        return load(SignatureClasses.hostClassName(declare(signature)));
    }

    /** Code that calls {@code handle} as a constant, which HotSpot can inline: a class of its own. */
    Code handleCode(GuestSignature signature, MethodHandle handle) {
        try {
            MethodHandles.Lookup inPackage = (MethodHandles.Lookup)
                    load(SignatureClasses.LOOKUP).getMethod("lookup").invoke(null);
            declare(signature);
            return newCode(inPackage
                    .defineHiddenClassWithClassData(SignatureClasses.handleCaller(signature), handle, true)
                    .lookupClass());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the package of signature classes is closed", e);
        }
    }

    private Class<?> load(String internalName) {
        try {
            return loadClass(internalName.replace('/', '.'));
        } catch (ClassNotFoundException e) {
            throw new LinkageError("no signature class " + internalName, e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.equals(SignatureClasses.LOOKUP.replace('/', '.'))) {
            byte[] bytes = SignatureClasses.lookup();
            return defineClass(name, bytes, 0, bytes.length);
        }
        int kindAt = SignatureClasses.PACKAGE.length();
        if (name.length() > kindAt && name.startsWith("tandem.signature.")) {
            GuestSignature signature = signatures.get(name.substring(kindAt + 1));
            if (signature != null) {
                byte[] bytes = SignatureClasses.generate(name.charAt(kindAt), signature);
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
        throw new ClassNotFoundException(name);
    }
}
