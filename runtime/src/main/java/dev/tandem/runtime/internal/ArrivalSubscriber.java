// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.ModuleArrival;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Feeds an arrival from an HTTP response's body. */
final class ArrivalSubscriber implements BodySubscriber<ModuleArrival> {
    private final Arrival arrival;
    private Flow.@Nullable Subscription subscription;

    ArrivalSubscriber(Arrival arrival) {
        this.arrival = arrival;
    }

    /** The same for single buffers. */
    Flow.Subscriber<ByteBuffer> single() {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                ArrivalSubscriber.this.onSubscribe(given);
            }

            @Override
            public void onNext(ByteBuffer item) {
                ArrivalSubscriber.this.onNext(List.of(item));
            }

            @Override
            public void onError(Throwable throwable) {
                ArrivalSubscriber.this.onError(throwable);
            }

            @Override
            public void onComplete() {
                ArrivalSubscriber.this.onComplete();
            }
        };
    }

    /** The arrival, at once: it is of use while the body arrives. */
    @Override
    public CompletionStage<ModuleArrival> getBody() {
        return CompletableFuture.completedStage(arrival);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (subscription != null || arrival.isEnded()) {
            given.cancel();
            return;
        }
        subscription = given;
        arrival.stopBy(given::cancel);
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
        Flow.Subscription source = subscription;
        if (source == null) {
            return;
        }
        for (ByteBuffer item : items) {
            if (!arrival.feed(item)) {
                return;
            }
        }
        source.request(1);
    }

    @Override
    public void onError(Throwable throwable) {
        arrival.fail(
                throwable instanceof RuntimeException unchecked
                        ? unchecked
                        : new UncheckedIOException(
                                throwable instanceof IOException io ? io : new IOException(throwable)));
    }

    @Override
    public void onComplete() {
        arrival.finish();
    }
}
