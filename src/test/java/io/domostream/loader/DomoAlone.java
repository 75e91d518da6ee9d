package io.domostream.loader;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.domostream.loader.simulator.Assumed;
import io.domostream.loader.simulator.DomoSimulator;
import io.domostream.loader.simulator.SimulatorOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Domo with neither source nor job repository beside it, and a record of each call but those for tokens. */
final class DomoAlone implements AutoCloseable {
    final List<String> calls = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final DomoSimulator simulator;
    private final Queue<Answer> instead = new ConcurrentLinkedQueue<>();

    private record Answer(int status, String body, boolean afterDomo) {}

    DomoAlone(Path folder) {
        this(folder, SimulatorOptions.defaults().withCommitTakes(Duration.ZERO), Assumed.defaults());
    }

    DomoAlone(Path folder, SimulatorOptions options, Assumed assumed) {
        this.folder = folder;
        try {
            simulator = DomoSimulator.start(
                    0, folder.resolve("domo"), options, assumed, Clock.systemUTC(), List.of(recorder()));
            Files.createDirectories(folder.resolve("config"));
            Files.writeString(settings(), """
                    domo:
                      url: %s
                      client-id: id
                      client-secret: %s
                      retries: 0
                      poll-interval: 20ms
                    """.formatted(simulator.url(), World.SECRET));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Further settings, which win over those that are there. */
    void also(String yaml) {
        try {
            Files.writeString(settings(), "\n---\n" + yaml + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path settings() {
        return folder.resolve("config/application.yaml");
    }

    /** The next call is answered so, and Domo never hears of it. */
    void answersInstead(int status, String body) {
        instead.add(new Answer(status, body, false));
    }

    /** Domo does what the next call asks for, but this is all that comes back. */
    void answersAfterwards(int status) {
        instead.add(new Answer(status, "", true));
    }

    Loader run(String... arguments) {
        return Loader.run(folder, arguments);
    }

    /** With this on standard input. */
    Loader feed(byte[] input, String... arguments) {
        var before = System.in;
        System.setIn(new ByteArrayInputStream(input));
        try {
            return run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    Loader feed(String input, String... arguments) {
        return feed(input.getBytes(StandardCharsets.UTF_8), arguments);
    }

    private Filter recorder() {
        return new Filter() {
            @Override
            public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
                if (!answered(exchange)) {
                    chain.doFilter(exchange);
                }
            }

            @Override
            public String description() {
                return "record";
            }
        };
    }

    private boolean answered(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/oauth/token")) {
            return false;
        }
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        var answer = instead.poll();
        if (answer == null) {
            return false;
        }
        exchange.getRequestBody().readAllBytes();
        if (answer.afterDomo()) {
            pass(exchange);
        }
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
        return true;
    }

    private void pass(HttpExchange exchange) throws IOException {
        var call = HttpRequest.newBuilder(URI.create(simulator.url() + exchange.getRequestURI()))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .method(exchange.getRequestMethod(), BodyPublishers.noBody());
        try {
            HttpClient.newHttpClient().send(call.build(), BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        simulator.close();
    }
}
