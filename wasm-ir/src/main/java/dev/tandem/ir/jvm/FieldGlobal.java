// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.decoder.type.GlobalType;
import dev.tandem.ir.vm.GlobalCell;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A global that lives in a field of the generated context, see {@link GuestLayout#globalIsField}, for code that is not generated. */
final class FieldGlobal extends GlobalCell {
    private final JvmContext context;
    private final VarHandle field;
    private final char kind;

    FieldGlobal(GlobalType type, JvmContext context, int index, String descriptor) {
        super(type);
        this.context = context;
        this.kind = GuestSignature.kind(type.type());
        Class<?> fieldType = MethodType.fromMethodDescriptorString("()" + descriptor, FieldGlobal.class.getClassLoader())
                .returnType();
        try {
            this.field = MethodHandles.publicLookup().findVarHandle(context.getClass(), "g" + index, fieldType);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("generated context class is not usable", e);
        }
    }

    @Override
    public long bits() {
        return switch (kind) {
            case 'I' -> (int) field.get(context) & 0xffff_ffffL;
            case 'J' -> (long) field.get(context);
            case 'F' -> Float.floatToRawIntBits((float) field.get(context)) & 0xffff_ffffL;
            case 'D' -> Double.doubleToRawLongBits((double) field.get(context));
            default -> 0;
        };
    }

    @Override
    public void setBits(long bits) {
        switch (kind) {
            case 'I' -> field.set(context, (int) bits);
            case 'J' -> field.set(context, bits);
            case 'F' -> field.set(context, Float.intBitsToFloat((int) bits));
            case 'D' -> field.set(context, Double.longBitsToDouble(bits));
            default -> throw new IllegalStateException("a reference has no bits");
        }
    }

    @Override
    public @Nullable Object reference() {
        return kind == 'L' ? (Object) field.get(context) : super.reference();
    }

    @Override
    public void setReference(@Nullable Object value) {
        if (kind == 'L') {
            field.set(context, value);
        } else {
            super.setReference(value);
        }
    }
}
