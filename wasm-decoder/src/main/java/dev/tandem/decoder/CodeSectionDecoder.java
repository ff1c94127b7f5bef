// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.body.CodeFacts;
import dev.tandem.decoder.body.FunctionBodyDecoder;
import dev.tandem.decoder.module.FunctionBody;

/** Decodes the code section: the size of a body is a step, then the bytes as they come. A complete body is validated and announced. */
final class CodeSectionDecoder implements SectionDecoder {
    private final Decoding decoding;
    private final ByteReader in;
    private final DecodedModule module;
    private final CodeFacts facts;
    private final FunctionBodyDecoder bodyDecoder;
    private final int count;
    private boolean started;
    private int index;

    private CodeStore store = CodeStore.EMPTY;
    private boolean inBody;
    private int bodyOffset;

    CodeSectionDecoder(Decoding decoding) {
        this.decoding = decoding;
        in = decoding.in();
        module = decoding.module();
        count = module.functionCount() - module.importedFunctionCount();
        facts = new CodeFacts(module);
        bodyDecoder = new FunctionBodyDecoder(decoding.options(), facts);
    }

    @Override
    public boolean step() {
        if (!started) {
            start();
        } else if (inBody) {
            if (store.fill(in)) {
                arrived(store.end(index, bodyOffset));
            }
        } else if (index == count) {
            decoding.features().noteAll(bodyDecoder.features());
            return false;
        } else {
            beginBody();
        }
        return true;
    }

    private void start() {
        int sectionOffset = in.offset();
        int sectionSize = in.remainingInSection();
        int bodies = in.count(Integer.MAX_VALUE, "function bodies");
        if (bodies != count) {
            throw WasmFormatException.malformed("function and code section have inconsistent lengths: " + count
                    + " functions, " + bodies + " bodies", sectionOffset);
        }
        started = true;
        store = new CodeStore(module.importedFunctionCount(), count);
        module.trim();
        module.code(store, sectionSize, facts);
        decoding.listener().codeSectionStarts(module, count);
    }

    private void beginBody() {
        int offset = in.offset();
        int size = in.size("function body");
        if (size > decoding.limits().bodyBytes()) {
            throw new WasmFormatException(
                    WasmFormatException.Kind.LIMIT,
                    "a body of " + size + " bytes exceeds the limit of " + decoding.limits().bodyBytes(),
                    offset,
                    module.importedFunctionCount() + index);
        }
        bodyOffset = in.offset();
        store.begin(size, in.remainingInSection());
        inBody = true;
    }

    private void arrived(FunctionBody body) {
        bodyDecoder.validate(module, body);
        index++;
        if (index == count) {
            facts.complete();
        }
        store.validated(body.functionIndex(), bodyDecoder.hasTailCall());
        decoding.listener().body(module, body);
        inBody = false;
    }
}
