// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.backend;

import dev.tandem.ir.vm.Context;
import org.jspecify.annotations.Nullable;

/** A host function in the {@linkplain dev.tandem.ir.vm.Code raw convention}: results replace the arguments. */
@FunctionalInterface
public interface HostFunction {
    /**
     * @param importer the instance that imported the function
     * @throws Throwable anything; it ends the guest's activation and reaches the embedder as the same object
     */
    void call(Context importer, long[] numbers, @Nullable Object[] references) throws Throwable;
}
