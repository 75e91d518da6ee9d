package io.domostream.loader.faults;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way to Domo: records each call by its kind, and lets one of them meet a fault. */
final class DomoWire extends Filter {
    /** On calls of the test's own, which meet no fault and are not recorded. */
    static final String LOOK = "X-Only-A-Look";

    static final Duration READ_TIMEOUT = Duration.ofMillis(150);
    private static final int HELD_MILLIS = 1_000;
    private static final int SLOW_MILLIS = 40;
    private final Death death;
    private final JumpingClock clock;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger commitsTaken = new AtomicInteger();
    private final AtomicReference<@Nullable Late> late = new AtomicReference<>();
    private volatile Trigger<HttpFault> trigger = none();
    private volatile boolean commitsLast;
    private volatile CountDownLatch ended = new CountDownLatch(1);
    private volatile Runnable eachLook = () -> {};
    private volatile Consumer<String> eachCall = kind -> {};

    DomoWire(Death death, JumpingClock clock) {
        this.death = death;
        this.clock = clock;
    }

    private static Trigger<HttpFault> none() {
        return new Trigger<>("none", 0, HttpFault.SLOW);
    }

    /** For the next attempt; {@code looks} is done before each look at a Domo execution. */
    void arm(@Nullable Trigger<HttpFault> next, Runnable looks) {
        calls.clear();
        eachLook = looks;
        trigger = next == null ? none() : next;
        ended = new CountDownLatch(1);
    }

    /** To the loader all commits seem to be processed still, until the attempt ends. */
    void commitsLast() {
        commitsLast = true;
    }

    /** The attempt has ended: nothing is held back any longer. */
    void disarm() {
        commitsLast = false;
        trigger = none();
        eachLook = () -> {};
        ended.countDown();
    }

    /** Told of each call before Domo sees it. */
    void watch(Consumer<String> each) {
        eachCall = each;
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    /** How many commits Domo has taken so far. */
    int commitsTaken() {
        return commitsTaken.get();
    }

    /** A request on its way from a process that is dead arrives now, if it has not before. */
    void deliverLate() throws IOException {
        var waiting = late.getAndSet(null);
        if (waiting != null) {
            apply(waiting.exchange(), waiting.body(), waiting.chain());
        }
    }

    void deliverLateUnchecked() {
        try {
            deliverLate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String description() {
        return "faults on the way to Domo";
    }

    static String kind(HttpExchange exchange) {
        return exchange.getRequestMethod() + " "
                + exchange.getRequestURI()
                        .getPath()
                        .replaceAll("datasets/[^/]+", "datasets/ID")
                        .replaceAll("/\\d+", "/N");
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        if (exchange.getRequestHeaders().containsKey(LOOK)) {
            chain.doFilter(exchange);
            return;
        }
        var kind = kind(exchange);
        if (death.dead()) {
            exchange.close();
            return;
        }
        calls.add(kind);
        eachCall.accept(kind);
        if (kind.equals("GET /v1/streams/N/executions/N")) {
            eachLook.run();
        }
        if (kind.endsWith("/commit")) {
            deliverLate();
        }
        var armed = trigger;
        if (armed.strikes(kind)) {
            meet(armed.fault(), exchange, chain);
        } else {
            var held = apply(exchange, body(exchange), chain);
            if (commitsLast) {
                held.replace("\"SUCCESS\"", "\"ACTIVE\"");
            }
            give(held, exchange);
        }
    }

    private void meet(HttpFault fault, HttpExchange exchange, Chain chain) throws IOException {
        if (fault == HttpFault.REFUSED) {
            exchange.close();
            return;
        }
        byte[] body = body(exchange);
        switch (fault) {
            case REFUSED, CUT -> exchange.close();
            case ANSWER_LOST -> {
                apply(exchange, body, chain);
                exchange.close();
            }
            case ANSWER_SHORT -> apply(exchange, body, chain).giveHalf();
            case HTML_503 -> html(exchange, 503);
            case HTML_200 -> html(exchange, 200);
            case APPLIED_HTML_200 -> {
                apply(exchange, body, chain);
                html(exchange, 200);
            }
            case BUSY -> html(exchange, 429);
            case BUSY_RETRY_AT_ONCE, BUSY_RETRY_LATER -> {
                exchange.getResponseHeaders().set("Retry-After", fault == HttpFault.BUSY_RETRY_LATER ? "1" : "0");
                html(exchange, 429);
            }
            case TOKEN_REFUSED -> html(exchange, 401);
            case TIMEOUT -> {
                hold(HELD_MILLIS);
                exchange.close();
            }
            case APPLIED_TIMEOUT -> {
                apply(exchange, body, chain);
                hold(HELD_MILLIS);
                exchange.close();
            }
            case TWICE -> {
                apply(exchange, body, chain);
                give(apply(exchange, body, chain), exchange);
            }
            case SLOW -> {
                hold(SLOW_MILLIS);
                give(apply(exchange, body, chain), exchange);
            }
            case DIES -> {
                death.strike();
                exchange.close();
            }
            case DIES_APPLIED -> {
                death.strike();
                apply(exchange, body, chain);
                exchange.close();
            }
            case DIES_APPLIED_LATE -> {
                death.strike();
                late.set(new Late(exchange, body, chain));
                exchange.close();
            }
            case CLOCK_FORWARD -> {
                clock.jump(Duration.ofHours(7));
                give(apply(exchange, body, chain), exchange);
            }
            case CLOCK_BACK -> {
                clock.jump(Duration.ofHours(-1));
                give(apply(exchange, body, chain), exchange);
            }
        }
    }

    private HeldExchange apply(HttpExchange exchange, byte[] body, Chain chain) throws IOException {
        var held = new HeldExchange(exchange, body);
        chain.doFilter(held);
        if (exchange.getRequestURI().getPath().endsWith("/commit") && held.status() == 200) {
            commitsTaken.incrementAndGet();
        }
        return held;
    }

    private void give(HeldExchange held, HttpExchange exchange) throws IOException {
        if (death.dead()) {
            exchange.close();
        } else {
            held.giveAnswer();
        }
    }

    private void hold(int millis) {
        try {
            var unused = ended.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            return in.readAllBytes();
        }
    }

    private static void html(HttpExchange exchange, int status) throws IOException {
        var html = "<html><body><h1>Something is in the way</h1></body></html>".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(status, html.length);
        exchange.getResponseBody().write(html);
        exchange.close();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Late(HttpExchange exchange, byte[] body, Chain chain) {}
}
