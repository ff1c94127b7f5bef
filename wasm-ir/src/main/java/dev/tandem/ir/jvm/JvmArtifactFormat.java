// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.ir.code.ArtifactBytes;
import dev.tandem.ir.code.ArtifactFormat;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.InlinedSites;
import dev.tandem.ir.code.JvmArtifact;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.FeedbackLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Artifacts of class files as bytes. */
final class JvmArtifactFormat implements ArtifactFormat {
    @Override
    public String target() {
        return JvmBackend.NAME;
    }

    @Override
    public byte[] encode(CodeArtifact artifact) {
        JvmArtifact code = (JvmArtifact) artifact;
        ArtifactBytes out = new ArtifactBytes();
        out.put(code.classes().size());
        for (byte[] one : code.classes()) {
            out.put(one);
        }
        out.put(code.sites()).put(code.inlined().functions()).put(code.inlined().callers()).put(code.guards());
        return out.toArray();
    }

    @Override
    public CodeArtifact decode(int functionIndex, ByteBuffer bytes) {
        List<byte[]> classes = new ArrayList<>();
        for (int i = ArtifactBytes.length(bytes, 4); i > 0; i--) {
            classes.add(ArtifactBytes.bytes(bytes));
        }
        int[] sites = ArtifactBytes.ints(bytes);
        InlinedSites inlined = new InlinedSites(ArtifactBytes.ints(bytes), ArtifactBytes.ints(bytes));
        return new JvmArtifact(
                functionIndex, Tier.OPTIMIZED, List.copyOf(classes), sites, FeedbackLayout.NONE, inlined, ArtifactBytes.guards(bytes));
    }
}
