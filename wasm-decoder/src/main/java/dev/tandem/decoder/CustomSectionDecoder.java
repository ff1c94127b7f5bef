// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.module.CustomSection;

/** Decodes a custom section: its name is a step, then the bytes as they come. */
final class CustomSectionDecoder implements SectionDecoder {
    private final Decoding decoding;
    private final ByteReader in;
    private final boolean beforeCode;
    private String name = "";
    private boolean named;
    private boolean complete;
    private int offset;
    private Content content = Content.NONE;

    CustomSectionDecoder(Decoding decoding, boolean beforeCode) {
        this.decoding = decoding;
        this.beforeCode = beforeCode;
        in = decoding.in();
    }

    @Override
    public boolean step() {
        if (!named) {
            int limit = decoding.limits().customSections();
            if (decoding.module().customSections().size() >= limit) {
                throw WasmFormatException.limit("more than " + limit + " custom sections", in.offset());
            }
            name = in.name(decoding.limits().nameBytes());
            named = true;
            offset = in.offset();
            content = new Content(in.remainingInSection());
        } else if (complete) {
            return false;
        } else if (content.fill(in)) {
            complete = true;
            keep(new CustomSection(name, content.bytes(), offset));
        }
        return true;
    }

    private void keep(CustomSection section) {
        DecodedModule module = decoding.module();
        module.add(section);
        if (name.equals("name") && !module.hasNames()) {
            module.names(new LazyNames(section.bytes()));
        } else if (name.equals("metadata.code.branch_hint") && beforeCode) {
            module.branchHints(BranchHints.of(section.bytes()));
        }
    }
}
