package io.domostream.loader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ExecutionReferenceTest {

    private final Domo domo;

    ExecutionReferenceTest(@TempDir Path folder) throws IOException {
        domo = Domo.fast(folder);
    }

    @AfterEach
    void stop() {
        domo.close();
    }

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
    void commitThatComesTooEarlyIsRefused(@TempDir Path folder) throws IOException {
        var options = SimulatorOptions.defaults()
                .withCommitTakes(Duration.ZERO)
                .withCommitInterval(Duration.ofMinutes(15))
                .withCommitRefusalStatus(429);
        try (var slow = new Domo(folder, options, Assumed.defaults())) {
            var stream = slow.newStream(Domo.TWO_TEXTS, "\"updateMethod\":\"REPLACE\"");
            slow.load(stream, "a,b");
            var next = slow.execute(stream);
            assertThat(slow.call("PUT", next + "/commit", "").statusCode()).isEqualTo(429);
            slow.now.addAndGet(900);
            assertThat(slow.call("PUT", next + "/commit", "").statusCode()).isEqualTo(200);
        }
    }

    private JsonNode stream() {
        return domo.newStream(Domo.TWO_TEXTS, "\"updateMethod\":\"REPLACE\"");
    }
}
