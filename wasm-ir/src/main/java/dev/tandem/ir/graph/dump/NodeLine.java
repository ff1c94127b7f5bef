// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.dump;

import dev.tandem.ir.graph.Positions;

/** A line of {@link GraphText} about a node, taken apart. */
record NodeLine(int id, String name, Attributes attributes, int[] inputs, String stamp, int position) {
    static NodeLine of(String line) {
        int equals = line.indexOf(" = ");
        int colon = line.lastIndexOf(" : ");
        if (!line.startsWith("%") || equals < 0 || colon < equals) {
            throw new IllegalArgumentException("not a node: " + line);
        }
        int open = line.lastIndexOf('(', colon);
        int bracket = line.indexOf('[', equals);
        boolean hasAttributes = bracket >= 0 && bracket < open;
        String name = line.substring(equals + 3, hasAttributes ? bracket : open);
        String attributes = hasAttributes ? line.substring(bracket + 1, open - 1) : "";
        int at = line.lastIndexOf(" @");
        boolean hasPosition = at > colon;
        return new NodeLine(
                Integer.parseInt(line.substring(1, equals)),
                name,
                Attributes.of(attributes),
                inputs(line.substring(open + 1, colon - 1)),
                line.substring(colon + 3, hasPosition ? at : line.length()),
                hasPosition ? Integer.parseInt(line.substring(at + 2)) : Positions.NONE);
    }

    private static int[] inputs(String list) {
        if (list.isEmpty()) {
            return new int[0];
        }
        String[] words = list.split(", ", -1);
        int[] inputs = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            inputs[i] = Integer.parseInt(words[i].substring(1));
        }
        return inputs;
    }
}
