package io.domostream.loader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running simulator with a plain HTTP client: what the tests of this package share; it stops after each test. */
final class Domo implements AfterEachCallback, AutoCloseable {

    static final String TWO_TEXTS = columns("STRING Friend", "STRING Attending");

    static final SimulatorOptions QUICK = SimulatorOptions.defaults().withCommitTakes(Duration.ZERO);

    final String url;
    private final AutoCloseable server;
    final AtomicLong now = new AtomicLong(Instant.parse("2016-05-26T21:03:35Z").getEpochSecond());
    final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token;

    Domo() {
        this(QUICK, Assumed.defaults());
    }

    Domo(Assumed assumed) {
        this(QUICK, assumed);
    }

    Domo(SimulatorOptions options) {
        this(options, Assumed.defaults());
    }

    Domo(SimulatorOptions options, Assumed assumed) {
        try {
            var folder = Files.createTempDirectory("domo-test-");
            var simulator = DomoSimulator.start(0, folder, options, assumed, new SetClock(), List.of());
            url = simulator.url();
            server = () -> {
                simulator.close();
                // Fails where the simulator has left something behind.
                Files.delete(folder);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        token = newToken();
    }

    Domo(SmallHeap other) {
        url = other.url();
        server = other;
        token = newToken();
    }

    private String newToken() {
        return json(login("Basic " + base64("id:secret"))).path("access_token").asString("");
    }

    String token() {
        return token;
    }

    HttpResponse<String> login(String authorization) {
        return send(request("/oauth/token?grant_type=client_credentials&scope=data%20user")
                .header("Authorization", authorization));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> call(String method, String path, BodyPublisher body, String... headers) {
        var request = request(path).method(method, body).header("Authorization", "bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    HttpResponse<String> call(String method, String path, String body) {
        return call(method, path, BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    HttpResponse<String> call(String method, String path) {
        return call(method, path, BodyPublishers.noBody());
    }

    int status(String method, String path) {
        return call(method, path, "").statusCode();
    }

    JsonNode json(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    JsonNode get(String path) {
        return json(call("GET", path));
    }

    JsonNode newStream(String columns, String more) {
        var answer = call(
                "POST",
                "/v1/streams",
                "{\"dataSet\":{\"name\":\"Party\",\"description\":\"Guests\",\"schema\":{\"columns\":" + columns + "}},"
                        + more + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    /** A stream of two texts, REPLACE. */
    JsonNode newStream() {
        return newStream(TWO_TEXTS, "\"updateMethod\":\"REPLACE\"");
    }

    /** The path of a new execution. */
    String execute(JsonNode stream) {
        var path = "/v1/streams/" + stream.path("id").asInt() + "/executions";
        return path + "/" + json(call("POST", path, "")).path("id").asInt();
    }

    HttpResponse<String> part(String execution, int id, String csv) {
        return call("PUT", execution + "/part/" + id, BodyPublishers.ofString(csv), "Content-Type", "text/csv");
    }

    /** Sends the parts, commits, and waits for the end. */
    String load(JsonNode stream, String... parts) {
        var execution = execute(stream);
        for (var i = 0; i < parts.length; i++) {
            assertThat(part(execution, i + 1, parts[i]).statusCode()).isEqualTo(200);
        }
        assertThat(call("PUT", execution + "/commit", "").statusCode()).isEqualTo(200);
        assertThat(settled(execution)).isEqualTo("SUCCESS");
        return rows(stream);
    }

    String settled(String execution) {
        var state = "ACTIVE";
        for (var i = 0; i < 5000 && state.equals("ACTIVE"); i++) {
            state = state(execution);
        }
        return state;
    }

    String state(String execution) {
        return get(execution).path("currentState").asString("");
    }

    String rows(JsonNode stream) {
        return call("GET", dataSet(stream) + "/data?includeHeader=false").body();
    }

    /** The rows as they come, for those that don't fit into memory. */
    InputStream export(JsonNode stream) throws IOException, InterruptedException {
        var request = request(dataSet(stream) + "/data").header("Authorization", "bearer " + token);
        return http.send(request.build(), BodyHandlers.ofInputStream()).body();
    }

    static String dataSet(JsonNode stream) {
        return "/v1/datasets/" + stream.path("dataSet").path("id").asString("");
    }

    static String columns(String... typesAndNames) {
        var text = new StringBuilder();
        for (var each : typesAndNames) {
            var parts = each.split(" ", 2);
            text.append(text.length() == 0 ? "[" : ",");
            text.append("{\"type\":\"%s\",\"name\":\"%s\"}".formatted(parts[0], parts[1]));
        }
        return text + "]";
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    private final class SetClock extends Clock {
        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(now.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
