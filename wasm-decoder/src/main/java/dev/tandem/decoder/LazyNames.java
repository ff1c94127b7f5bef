// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.module.NameSection;
import java.util.Arrays;
import java.util.Optional;

/** The name section, indexed when first asked. The strings are made one by one when asked for: most never are. */
final class LazyNames implements NameSection {
    static final LazyNames NONE = new LazyNames(new byte[0]);

    private static final int MODULE = 0;
    private static final int FUNCTIONS = 1;
    private static final int LOCALS = 2;

    private final byte[] content;
    private volatile boolean indexed;
    private int modulePosition = -1;
    private NameMap functions = new NameMap();
    /** For each function the position of its map of locals. */
    private NameMap locals = new NameMap();

    LazyNames(byte[] content) {
        this.content = content;
    }

    boolean isEmpty() {
        return content.length == 0;
    }

    @Override
    public Optional<String> moduleName() {
        index();
        return name(modulePosition);
    }

    @Override
    public Optional<String> functionName(int functionIndex) {
        index();
        return name(functions.position(functionIndex));
    }

    @Override
    public Optional<String> localName(int functionIndex, int localIndex) {
        index();
        int position = locals.position(functionIndex);
        if (position < 0) {
            return Optional.empty();
        }
        return name(nameMap(reader(position)).position(localIndex));
    }

    private Optional<String> name(int position) {
        return position < 0 ? Optional.empty() : Optional.of(reader(position).name(Integer.MAX_VALUE));
    }

    private ByteReader reader(int position) {
        ByteReader in = new ByteReader(content);
        in.position(position);
        return in;
    }

    private void index() {
        if (!indexed) {
            indexOnce();
        }
    }

    private synchronized void indexOnce() {
        if (indexed) {
            return;
        }
        try {
            ByteReader in = new ByteReader(content);
            while (!in.isEmpty()) {
                subsection(in);
            }
        } catch (WasmFormatException damaged) {
            modulePosition = -1;
            functions = new NameMap();
            locals = new NameMap();
        }
        indexed = true;
    }

    private void subsection(ByteReader in) {
        int id = in.u8();
        int size = in.size("name subsection");
        int end = in.position() + size;
        switch (id) {
            case MODULE -> {
                modulePosition = in.position();
                in.skipName();
            }
            case FUNCTIONS -> functions = nameMap(in);
            case LOCALS -> {
                locals = new NameMap();
                for (int remaining = in.count(Integer.MAX_VALUE, "functions"); remaining > 0; remaining--) {
                    locals.add(in.u32(), in.position());
                    nameMap(in);
                }
            }
            default -> in.position(end);
        }
        if (in.position() != end) {
            throw WasmFormatException.malformed("name subsection of wrong size", in.position());
        }
    }

    private static NameMap nameMap(ByteReader in) {
        NameMap map = new NameMap();
        for (int remaining = in.count(Integer.MAX_VALUE, "names"); remaining > 0; remaining--) {
            map.add(in.u32(), in.position());
            in.skipName();
        }
        return map;
    }

    /** From ascending indices to positions in the content. */
    private static final class NameMap {
        private int[] indices = {};
        private int[] positions = {};
        private int size;

        void add(int index, int position) {
            if (index < 0 || (size > 0 && index <= indices[size - 1])) {
                throw WasmFormatException.malformed("names out of order", position);
            }
            indices = Growth.room(indices, size);
            positions = Growth.room(positions, size);
            indices[size] = index;
            positions[size++] = position;
        }

        int position(int index) {
            int i = Arrays.binarySearch(indices, 0, size, index);
            return i < 0 ? -1 : positions[i];
        }
    }
}
