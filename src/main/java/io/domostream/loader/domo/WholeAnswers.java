package io.domostream.loader.domo;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads each answer to its end before Feign sees it, within the read timeout. */
final class WholeAnswers implements Client {
    private final Client client;

    WholeAnswers(Client client) {
        this.client = client;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        var response = client.execute(request, options);
        if (response.body() == null) {
            return response;
        }
        try (var in = response.body().asInputStream()) {
            return response.toBuilder()
                    .body(readAll(in, options.readTimeoutMillis()))
                    .build();
        }
    }

    // The JDK's timeout ends at the headers: a body that stalls would hold its thread for ever.
    private static byte[] readAll(InputStream in, int millis) throws IOException {
        var late = new AtomicBoolean();
        // Emptied at the end: the timer keeps its task to the deadline, and behind the stream is the part that was
        // sent.
        var unread = new AtomicReference<@Nullable InputStream>(in);
        var deadline = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    close(unread.getAndSet(null));
                },
                CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
        try {
            var bytes = in.readAllBytes();
            if (!late.get()) {
                return bytes;
            }
        } catch (IOException e) {
            if (!late.get()) {
                throw e;
            }
        } finally {
            deadline.cancel(false);
            unread.set(null);
        }
        throw new HttpTimeoutException("the answer stopped halfway");
    }

    private static void close(@Nullable InputStream in) {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // The reader is told by the flag; there is nothing else to do with a stream that won't close.
        }
    }
}
