package io.domostream.loader;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.DomoSettings;
import io.domostream.loader.domo.Pause;
import io.domostream.loader.simulator.Assumed;
import io.domostream.loader.simulator.DomoSimulator;
import io.domostream.loader.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/** A source, a job repository and a Domo of a test's own, with a record of each call that Domo saw. */
final class World implements AutoCloseable {
    static final String SECRET = "very-secret-text";
    final Path folder;
    final String source = TestPostgres.newDatabase();
    final String repository = TestPostgres.newDatabase();
    final List<String> calls = new CopyOnWriteArrayList<>();
    private final DomoSimulator simulator;
    private final DomosClock clock = new DomosClock();
    private volatile Hook hook = call -> {};

    /** Domo's time: the real one, until a test lets some pass. */
    private static final class DomosClock extends Clock {
        private volatile Duration passed = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(passed);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    /** Sees each call before Domo does. */
    interface Hook {
        void before(String call) throws IOException;
    }

    /** Thrown by a hook: the answer that comes instead of Domo's own. */
    static final class Instead extends IOException {
        private final int status;
        private final transient Map<String, List<String>> headers;

        Instead(int status, Map<String, List<String>> headers) {
            super("HTTP " + status);
            this.status = status;
            this.headers = headers;
        }
    }

    World(Path folder) {
        this(folder, SimulatorOptions.defaults());
    }

    World(Path folder, SimulatorOptions options) {
        this(folder, options, Assumed.defaults());
    }

    World(Path folder, SimulatorOptions options, Assumed assumed) {
        this.folder = folder;
        try {
            simulator = DomoSimulator.start(
                    0, Files.createDirectories(folder.resolve("domo")), options, assumed, clock, List.of(recorder()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Filter recorder() {
        return new Filter() {
            @Override
            public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
                if (record(exchange)) {
                    chain.doFilter(exchange);
                }
            }

            @Override
            public String description() {
                return "record";
            }
        };
    }

    /** False where the test has answered instead. */
    private boolean record(HttpExchange exchange) throws IOException {
        var call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        calls.add(call);
        try {
            hook.before(call);
            return true;
        } catch (Instead answer) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().putAll(answer.headers);
            exchange.sendResponseHeaders(answer.status, -1);
            exchange.close();
            return false;
        }
    }

    void on(Hook next) {
        hook = next;
    }

    long count(Predicate<String> which) {
        return calls.stream().filter(which).count();
    }

    void settings(String loads) {
        try {
            Files.createDirectories(folder.resolve("config"));
            Files.writeString(settingsFile(), """
                    domo:
                      url: %s
                      client-id: id
                      client-secret: %s
                      poll-interval: 100ms
                      verify-timeout: 5s
                      commit-interval: 0s
                      retries: 2
                    source:
                      url: %s
                    spring.datasource:
                      url: %s
                    report.directory: '%s'
                    loads:
                    %s""".formatted(
                            simulator.url(), SECRET, source, repository, folder.resolve("reports"), loads.indent(2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Further settings, which win over those that are there. */
    void also(String yaml) {
        try {
            Files.writeString(settingsFile(), "\n---\n" + yaml + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path settingsFile() {
        return folder.resolve("config/application.yaml");
    }

    /** Where its Domo is. */
    String url() {
        return simulator.url();
    }

    /** A process of its own, that can be killed. */
    LoaderProcess start(String... arguments) {
        return LoaderProcess.start(folder, Map.of(), arguments);
    }

    /** In this JVM, to the end. */
    Loader run(String... arguments) {
        return Loader.run(folder, arguments);
    }

    /** The DataSet's content as Domo would export it, a line a row. */
    String data(String dataSet) {
        return get("/v1/datasets/" + dataSet + "/data?includeHeader=false");
    }

    /** Domo as somebody else reaches it. */
    DomoClient domo() {
        return new DomoClient(
                new DomoSettings(
                        URI.create(simulator.url()), "id", SECRET, Duration.ofSeconds(5), Duration.ofSeconds(5), 0),
                Clock.systemUTC(),
                Pause.real());
    }

    /** At Domo's, so much time has passed. */
    void pass(Duration time) {
        clock.passed = clock.passed.plus(time);
    }

    /** How many streams Domo has. */
    int streams() {
        return JsonMapper.shared().readTree(get("/v1/streams")).size();
    }

    private String get(String path) {
        try {
            var client = HttpClient.newHttpClient();
            var token = JsonMapper.shared()
                    .readTree(client.send(
                                    HttpRequest.newBuilder(URI.create(
                                                    simulator.url() + "/oauth/token?grant_type=client_credentials"))
                                            .header("Authorization", "Basic aWQ6c2VjcmV0")
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .get("access_token")
                    .asString();
            return client.send(
                            HttpRequest.newBuilder(URI.create(simulator.url() + path))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        simulator.close();
        TestPostgres.drop(source);
        TestPostgres.drop(repository);
    }
}
