package io.domostream.loader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ExecutionReferenceTest {

    @RegisterExtension
    private final Domo domo = new Domo();

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "null", "{}", "{\"updateMethod\":null}"})
    void bodiesOfRealClientsOpenCommitAndAbortAnExecution(String body) {
        var stream = stream();
        var opened = domo.call("POST", "/v1/streams/1/executions", body);
        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(domo.json(opened).propertyNames())
                .containsExactly("id", "startedAt", "currentState", "createdAt", "modifiedAt");
        assertThat(domo.part("/v1/streams/1/executions/1", 1, "a,b\n").statusCode())
                .isEqualTo(200);
        var committed = domo.call("PUT", "/v1/streams/1/executions/1/commit", body);
        assertThat(domo.json(committed).path("currentState").asString("")).isEqualTo("ACTIVE");
        assertThat(domo.settled("/v1/streams/1/executions/1")).isEqualTo("SUCCESS");
        assertThat(domo.get(Domo.dataSet(stream)).path("rows").asInt()).isEqualTo(1);
        assertThat(domo.call("PUT", domo.execute(stream) + "/abort", body).statusCode())
                .isEqualTo(200);
    }

    @Test
    void newExecutionAbortsTheOthers() {
        var stream = stream();
        var first = domo.execute(stream);
        var second = domo.execute(stream);
        assertThat(domo.get(first).path("currentState").asString("")).isEqualTo("ABORTED");
        assertThat(domo.get(first).has("endedAt")).isTrue();
        assertThat(domo.get(second).path("currentState").asString("")).isEqualTo("ACTIVE");
        assertThat(domo.get("/v1/streams/1/executions?limit=50&offset=1").size())
                .isEqualTo(1);
        assertThat(domo.part(first, 1, "a,b").statusCode()).isEqualTo(400);
    }

    @Test
    void abortByIdAnswersTheExecutionAndAbortOfTheCurrentOneNothing() {
        var stream = stream();
        var aborted = domo.call("PUT", domo.execute(stream) + "/abort", "");
        assertThat(domo.json(aborted).path("currentState").asString("")).isEqualTo("ABORTED");
        domo.execute(stream);
        var current = domo.call("PUT", "/v1/streams/1/executions/abort", "");
        assertThat(current.statusCode()).isEqualTo(204);
        assertThat(current.body()).isEmpty();
        assertThat(domo.call("PUT", "/v1/streams/1/executions/abort", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void afterItsCommitAnExecutionTakesNoPartAndNoSecondCommit() {
        var stream = stream();
        domo.load(stream, "a,b");
        assertThat(domo.part("/v1/streams/1/executions/1", 2, "c,d").statusCode())
                .isEqualTo(400);
        assertThat(domo.call("PUT", "/v1/streams/1/executions/1/commit", "").statusCode())
                .isEqualTo(400);
        assertThat(domo.call("PUT", "/v1/streams/1/executions/1/abort", "").statusCode())
                .isEqualTo(400);
        assertThat(domo.call("PUT", "/v1/streams/1/executions/7/commit", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void idsAreCountedPerStream() {
        stream();
        var other = stream();
        assertThat(domo.execute(other)).isEqualTo("/v1/streams/2/executions/1");
        assertThat(domo.execute(other)).isEqualTo("/v1/streams/2/executions/2");
        assertThat(domo.get("/v1/streams/2").path("lastExecution").path("id").asInt())
                .isEqualTo(2);
    }

    @Test
    void executionMayHaveAnUpdateMethodOfItsOwn() {
        var stream = stream();
        domo.load(stream, "a,1");
        var path = "/v1/streams/1/executions";
        assertThat(domo.call("POST", path, "{\"updateMethod\":\"APPEND\"}").statusCode())
                .isEqualTo(200);
        domo.part(path + "/2", 1, "b,2");
        domo.call("PUT", path + "/2/commit", "");
        assertThat(domo.settled(path + "/2")).isEqualTo("SUCCESS");
        assertThat(domo.rows(stream)).isEqualTo("a,1\nb,2\n");
        assertThat(domo.get("/v1/streams/1").path("updateMethod").asString("")).isEqualTo("REPLACE");
        assertThat(domo.call("POST", path, "{\"updateMethod\":\"MERGE\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void contentTypeOfJsonOnACallWithoutABodyIsTaken() {
        domo.execute(stream());
        for (var path : new String[] {"/v1/streams/1", "/v1/streams/1/executions/1"}) {
            var answer = domo.call("GET", path, BodyPublishers.noBody(), "Content-Type", "application/json");
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void abortedExecutionChangesNothing() {
        var stream = stream();
        domo.load(stream, "a,b");
        var dropped = domo.execute(stream);
        domo.part(dropped, 1, "c,d");
        assertThat(domo.status("PUT", dropped + "/abort")).isEqualTo(200);
        assertThat(domo.state(dropped)).isEqualTo("ABORTED");
        assertThat(domo.rows(stream)).isEqualTo("a,b\n");
    }

    @Test
    void filtersSeeEveryCallFirst(@TempDir Path folder) throws IOException {
        var outage = new Outage();
        try (var down =
                DomoSimulator.start(0, folder, SimulatorOptions.defaults(), Clock.systemUTC(), List.of(outage))) {
            var request = HttpRequest.newBuilder(URI.create(down.url() + "/v1/streams"));
            assertThat(domo.send(request).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void partCutShortByItsClientIsNotStored() throws IOException {
        var stream = stream();
        var execution = domo.execute(stream);
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(domo.url).getPort())) {
            var head =
                    "PUT %s/part/1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 99\r\n\r\na,b\n"
                            .formatted(execution, domo.token());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
        domo.call("PUT", execution + "/commit", "");
        domo.settled(execution);
        assertThat(domo.rows(stream)).isEmpty();
    }

    private JsonNode stream() {
        return domo.newStream();
    }

    private static final class Outage extends Filter {
        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            try (exchange) {
                exchange.sendResponseHeaders(503, -1);
            }
        }

        @Override
        public String description() {
            return "Domo is down";
        }
    }
}
