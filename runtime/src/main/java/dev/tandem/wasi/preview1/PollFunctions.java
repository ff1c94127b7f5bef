// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiClock;
import dev.tandem.wasi.WasiException;
import org.jspecify.annotations.Nullable;

/** {@code poll_oneoff}: waits for clocks and descriptors. */
final class PollFunctions {
    private static final int EVENT_SIZE = 32;
    private static final int CLOCK = 0;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int ABSOLUTE = 1;
    private static final int EVENT_HANGUP = 1;

    private final DescriptorTable descriptors;
    private final WasiClock clock;
    private final Edition edition;
    private final Interruption interruption;
    private final SocketWait sockets;

    PollFunctions(
            DescriptorTable descriptors,
            WasiClock clock,
            Edition edition,
            Interruption interruption,
            SocketWait sockets) {
        this.descriptors = descriptors;
        this.clock = clock;
        this.edition = edition;
        this.interruption = interruption;
        this.sockets = sockets;
    }

    /** One thing to wait for: a clock, or a descriptor (null if the number was bad). */
    private record Subscription(
            long userData, int type, int clockId, long deadline, @Nullable Descriptor descriptor, Errno error) {}

    void pollOneoff(GuestMemory memory, long in, long out, long count, long result) {
        if (count == 0) {
            throw new WasiException(Errno.INVAL);
        }
        memory.require(in, count * edition.subscriptionSize());
        memory.require(out, count * EVENT_SIZE);
        memory.require(result, 4);
        Subscription[] subscriptions = new Subscription[(int) count];
        for (int i = 0; i < subscriptions.length; i++) {
            subscriptions[i] = subscription(memory, in + (long) i * edition.subscriptionSize());
        }
        while (true) {
            int events = 0;
            for (Subscription subscription : subscriptions) {
                if (report(memory, out + (long) events * EVENT_SIZE, subscription)) {
                    events++;
                }
            }
            if (events > 0) {
                memory.putInt(result, events);
                return;
            }
            await(subscriptions);
            interruption.check();
        }
    }

    private Subscription subscription(GuestMemory memory, long at) {
        long userData = memory.getLong(at);
        int type = memory.getByte(at + 8);
        if (type == CLOCK) {
            return clockSubscription(memory, at + edition.clockOffset(), userData);
        }
        if (type != READ && type != WRITE) {
            throw new WasiException(Errno.INVAL);
        }
        try {
            long right = Rights.POLL_FD_READWRITE | (type == READ ? Rights.FD_READ : Rights.FD_WRITE);
            Descriptor descriptor = descriptors.stream(memory.getInt(at + 16), right);
            return new Subscription(userData, type, 0, 0, descriptor, Errno.SUCCESS);
        } catch (WasiException e) {
            return new Subscription(userData, type, 0, 0, null, e.errno());
        }
    }

    private Subscription clockSubscription(GuestMemory memory, long at, long userData) {
        int id = memory.getInt(at);
        long timeout = memory.getLong(at + 8);
        boolean absolute = (memory.getShort(at + 24) & ABSOLUTE) != 0;
        if (id != 0 && id != 1) {
            return new Subscription(userData, CLOCK, 0, 0, null, id == 2 || id == 3 ? Errno.NOTSUP : Errno.INVAL);
        }
        long limited = timeout < 0 ? Long.MAX_VALUE : timeout; // More than 292 years is for ever.
        long deadline = absolute ? limited : now(id) + limited;
        return new Subscription(userData, CLOCK, id, deadline < 0 ? Long.MAX_VALUE : deadline, null, Errno.SUCCESS);
    }

    private long now(int clockId) {
        return clockId == 0 ? clock.realtime() : clock.monotonic();
    }

    /** Writes the event, if it has come. */
    private boolean report(GuestMemory memory, long at, Subscription subscription) {
        Descriptor descriptor = subscription.descriptor;
        long bytes = 0;
        boolean hangup = false;
        if (subscription.error == Errno.SUCCESS) {
            if (subscription.type == CLOCK) {
                if (now(subscription.clockId) < subscription.deadline) {
                    return false;
                }
            } else if (descriptor != null && subscription.type == READ) {
                bytes = descriptor.readable();
                if (bytes == Descriptor.NOT_READY) {
                    return false;
                }
                hangup = bytes == Descriptor.HANGUP;
            } else if (descriptor != null && !descriptor.writable()) {
                return false;
            }
        }
        memory.zero(at, EVENT_SIZE);
        memory.putLong(at, subscription.userData);
        memory.putShort(at + 8, subscription.error.code());
        memory.putByte(at + 10, subscription.type);
        memory.putLong(at + 16, Math.max(bytes, 0));
        memory.putShort(at + 24, hangup ? EVENT_HANGUP : 0);
        return true;
    }

    private void await(Subscription[] subscriptions) {
        long nanos = Interruption.PERIOD * 1_000_000L;
        InputDescriptor input = null;
        boolean anySocket = false;
        for (Subscription subscription : subscriptions) {
            if (subscription.type == CLOCK) {
                nanos = Math.min(nanos, Math.max(1, subscription.deadline - now(subscription.clockId)));
            } else if (subscription.descriptor instanceof InputDescriptor stdin) {
                input = stdin;
            } else if (subscription.descriptor instanceof SocketDescriptor socket) {
                sockets.want(socket.channel(), subscription.type == READ ? socket.readInterest() : socket.writeInterest());
                anySocket = true;
            }
        }
        long millis = Math.max(1, nanos / 1_000_000);
        if (anySocket) {
            sockets.await(input == null ? millis : Math.min(millis, 5));
        } else if (input != null) {
            input.await(millis);
        } else {
            sleep(nanos);
        }
    }

    private void sleep(long nanos) {
        try {
            clock.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WasmTrap(TrapCode.INTERRUPTED, e);
        }
    }
}
