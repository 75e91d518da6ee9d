package io.domostream.loader.benchmark;

import com.sun.net.httpserver.HttpExchange;
import io.domostream.loader.benchmark.SinkStats.Arrival;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Takes the parts of one run in and throws them away. */
final class SinkRun {
    static final int OK = 200;
    static final int TOO_MANY = 429;
    private static final int BUFFER = 1 << 18;
    private final ThreadLocal<byte[]> buffers = ThreadLocal.withInitial(() -> new byte[BUFFER]);
    private final List<Arrival> arrivals = new ArrayList<>();
    private final SinkOptions options;
    private long begin = -1;
    private long seen;
    private int refused;

    SinkRun(SinkOptions options) {
        this.options = options;
    }

    SinkOptions options() {
        return options;
    }

    synchronized SinkStats stats() {
        return new SinkStats(List.copyOf(arrivals), refused);
    }

    /** Says when the answer is due, on the clock of {@link System#nanoTime}, and its status. */
    Reply receive(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        boolean refuses = refuses(now);
        var taken = drain(exchange);
        // A slow line is a late answer: to the sender it is the same, and nobody has to sleep here.
        long line =
                options.bytesPerSecond() > 0 ? TimeUnit.SECONDS.toNanos(1) * taken.bytes / options.bytesPerSecond() : 0;
        long due = now + line + TimeUnit.MILLISECONDS.toNanos(options.latencyMillis());
        if (!refuses) {
            note(Math.max(due, System.nanoTime()), taken);
        }
        return new Reply(refuses ? TOO_MANY : OK, due);
    }

    record Reply(int status, long dueNanos) {}

    private synchronized boolean refuses(long now) {
        begin = begin < 0 ? now : begin;
        boolean refuses = options.refusing().refuses(++seen, TimeUnit.NANOSECONDS.toMillis(now - begin));
        refused += refuses ? 1 : 0;
        return refuses;
    }

    private synchronized void note(long when, Taken taken) {
        arrivals.add(new Arrival(TimeUnit.NANOSECONDS.toMillis(when - begin), taken.bytes, taken.tail));
    }

    private Taken drain(HttpExchange exchange) throws IOException {
        var buffer = buffers.get();
        long bytes = 0;
        long tail = 0;
        try (var body = exchange.getRequestBody()) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                bytes += n;
                for (int i = Math.max(0, n - Integer.BYTES); i < n; i++) {
                    tail = tail >>> Byte.SIZE | (buffer[i] & 0xFFL) << (3 * Byte.SIZE);
                }
            }
        }
        return new Taken(bytes, tail);
    }

    /** A gzip stream's last four bytes are its length before it was packed, modulo 2 to the 32nd. */
    private record Taken(long bytes, long tail) {}
}
