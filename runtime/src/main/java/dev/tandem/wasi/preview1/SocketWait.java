// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.wasi.nio.HostErrors;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** Waits until one of several non-blocking channels can go on. One selector per guest, opened when first needed. */
public final class SocketWait {
    private final Interruption interruption;
    private @Nullable Selector selector;

    public SocketWait(Interruption interruption) {
        this.interruption = interruption;
    }

    /** Adds operations to the next {@link #await}. */
    void want(SelectableChannel channel, int operations) {
        try {
            Selector open = selector;
            if (open == null) {
                open = Selector.open();
                selector = open;
            }
            SelectionKey key = channel.keyFor(open);
            if (key == null || !key.isValid()) {
                channel.register(open, operations);
            } else {
                key.interestOpsOr(operations);
            }
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }

    /** Waits for what was wanted, or until the time is over. */
    void await(long millis) {
        Selector open = selector;
        if (open == null) {
            return;
        }
        try {
            open.select(millis);
            open.selectedKeys().clear();
            for (SelectionKey key : open.keys()) {
                if (key.isValid()) {
                    key.interestOps(0);
                }
            }
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new WasmTrap(TrapCode.INTERRUPTED);
        }
    }

    /** Waits for one channel for some time, and lets the guest be stopped. */
    void awaitOne(SelectableChannel channel, int operations) {
        want(channel, operations);
        await(Interruption.PERIOD);
        interruption.check();
    }

    public void close() {
        if (selector != null) {
            try {
                selector.close();
            } catch (IOException e) {
                throw HostErrors.toGuest(e);
            }
        }
    }
}
