// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.asm.x64.Relocation;
import dev.tandem.ir.code.ArtifactBytes;
import dev.tandem.ir.code.ArtifactFormat;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.FeedbackLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Artifacts of machine code as bytes. */
final class NativeArtifactFormat implements ArtifactFormat {
    private final String target;

    NativeArtifactFormat(NativeTarget target) {
        this.target = NativeBackend.NAME + " " + new TreeSet<>(target.features()) + " guarded " + target.guardedMemories() + " poisoned "
                + target.poisonUpperHalves();
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public byte[] encode(CodeArtifact artifact) {
        NativeArtifact code = (NativeArtifact) artifact;
        ArtifactBytes out = new ArtifactBytes();
        out.put(code.code()).put(code.frameless().count());
        for (int i = 0; i < code.frameless().count(); i++) {
            out.put(code.frameless().from(i)).put(code.frameless().to(i));
        }
        out.put(code.relocations().size());
        for (Relocation relocation : code.relocations()) {
            out.put(relocation.position()).put(relocation.symbol());
        }
        put(out, code.faults());
        put(out, code.calls());
        InlinedFrames inlined = code.inlined();
        out.put(inlined.count());
        for (int i = InlinedFrames.FIRST; i < InlinedFrames.FIRST + inlined.count(); i++) {
            out.put(inlined.functionIndex(i)).put(inlined.offset(i)).put(inlined.caller(i));
        }
        out.put(code.guards());
        return out.toArray();
    }

    private static void put(ArtifactBytes out, CodePositions positions) {
        out.put(positions.count());
        for (CodePositions.Cursor each = positions.cursor(); each.next(); ) {
            out.put(each.codeOffset()).put(each.wasmOffset());
        }
    }

    @Override
    public CodeArtifact decode(int functionIndex, ByteBuffer bytes) {
        byte[] code = ArtifactBytes.bytes(bytes);
        CodeRanges frameless = CodeRanges.NONE;
        for (int i = ArtifactBytes.length(bytes, 8); i > 0; i--) {
            frameless = frameless.and(bytes.getInt(), bytes.getInt());
        }
        List<Relocation> relocations = new ArrayList<>();
        for (int i = ArtifactBytes.length(bytes, 8); i > 0; i--) {
            int position = bytes.getInt();
            if (position < 0 || position > code.length - 4) {
                throw new IllegalArgumentException("not an artifact: a relocation at " + position);
            }
            relocations.add(new Relocation(position, bytes.getInt()));
        }
        CodePositions faults = positions(bytes);
        CodePositions calls = positions(bytes);
        InlinedFrames.Builder inlined = new InlinedFrames.Builder();
        for (int i = ArtifactBytes.length(bytes, 12); i > 0; i--) {
            inlined.add(bytes.getInt(), bytes.getInt(), bytes.getInt());
        }
        return new NativeArtifact(
                functionIndex,
                Tier.OPTIMIZED,
                code,
                List.copyOf(relocations),
                faults,
                calls,
                FeedbackLayout.NONE,
                frameless,
                inlined.build(),
                ArtifactBytes.guards(bytes));
    }

    private static CodePositions positions(ByteBuffer bytes) {
        CodePositions positions = new CodePositions();
        for (int i = ArtifactBytes.length(bytes, 8); i > 0; i--) {
            positions.add(bytes.getInt(), bytes.getInt());
        }
        return positions.copy();
    }
}
