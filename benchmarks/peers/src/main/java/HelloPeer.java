// SPDX-License-Identifier: Apache-2.0

/** What {@code examples/hello.wasm} does, in Java: what no engine on the JVM can beat. */
public final class HelloPeer {
    private HelloPeer() {}

    public static void main(String[] args) {
        System.out.println("Hello, world!");
    }
}
