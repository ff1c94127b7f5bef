// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

/** A method or field that recorded code refers to, with what the recorder must know of its descriptor. */
public final class Member {
    final String owner;
    final String name;
    final String descriptor;
    /** Words of the arguments, or of a field's value. */
    final int argumentWords;
    /** Words of a method's result. */
    final int resultWords;

    private Member(String owner, String name, String descriptor, int argumentWords, int resultWords) {
        this.owner = owner;
        this.name = name;
        this.descriptor = descriptor;
        this.argumentWords = argumentWords;
        this.resultWords = resultWords;
    }

    /** A method; {@code owner} is an internal name. */
    public static Member method(String owner, String name, String descriptor) {
        int close = descriptor.indexOf(')');
        int words = 0;
        int at = 1;
        while (at < close) {
            words += words(descriptor.charAt(at));
            at = skip(descriptor, at);
        }
        return new Member(owner, name, descriptor, words, words(descriptor.charAt(close + 1)));
    }

    /** A field; {@code owner} is an internal name. */
    public static Member field(String owner, String name, String descriptor) {
        return new Member(owner, name, descriptor, words(descriptor.charAt(0)), 0);
    }

    private static int words(char type) {
        return switch (type) {
            case 'J', 'D' -> 2;
            case 'V' -> 0;
            default -> 1;
        };
    }

    private static int skip(String descriptor, int start) {
        int at = start;
        while (descriptor.charAt(at) == '[') {
            at++;
        }
        return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
    }

    @Override
    public String toString() {
        return owner + "." + name + descriptor;
    }
}
