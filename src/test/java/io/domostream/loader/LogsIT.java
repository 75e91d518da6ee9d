package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run says of itself: lines for people, documents for machines. */
class LogsIT {
    private static final Map<String, String> ECS = Map.of("LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs");

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
        world.also("loads.orders.parts.rows: 34");
    }

    @AfterEach
    void end() {
        world.close();
    }

    private LoaderProcess runs(Map<String, String> environment, String... arguments) {
        try (var run = LoaderProcess.start(folder, environment, arguments)) {
            assertThat(run.exitCode()).as(run.err()).isZero();
            return run;
        }
    }

    private static List<JsonNode> documents(LoaderProcess run) {
        return run.err().lines().map(JsonMapper.shared()::readTree).toList();
    }

    @Test
    void aRunOfSixtyPartsIsToldInALineForEachEventThatMatters() {
        var run = runs(Map.of(), "run", "orders");
        assertThat(run.out()).contains("load orders: 2,000 rows in 59 parts");
        assertThat(run.err().lines())
                .hasSizeLessThan(20)
                .anyMatch(line -> line.endsWith("INFO  planned: 2000 rows in 59 parts"))
                .anyMatch(line -> line.contains("INFO  sending 59 parts, 0 are there; compressing with"))
                .anyMatch(line -> line.endsWith("INFO  sending the commit of Domo execution 1"))
                .anyMatch(line -> line.endsWith("INFO  Domo execution 1 is committed, Domo says SUCCESS"));
    }

    @Test
    void structuredLogsSayInFieldsWhatALineIsAbout() {
        var debug = new HashMap<>(ECS);
        debug.put("LOGGING_LEVEL_IO_DOMOSTREAM", "DEBUG");
        var run = runs(debug, "run", "orders", "--json");
        var documents = documents(run);
        assertThat(documents).allSatisfy(line -> {
            assertThat(line.path("ecs").path("version").asString()).isNotEmpty();
            assertThat(line.path("service").path("name").asString()).isEqualTo("domo-stream-loader");
        });
        var parts = documents.stream()
                .filter(line -> line.path("message").asString().startsWith("part "))
                .toList();
        assertThat(parts).hasSize(59).allSatisfy(line -> {
            assertThat(line.path("load").asString()).isEqualTo("orders");
            assertThat(line.path("run").asString()).isEqualTo("1");
            assertThat(line.path("slice").asString()).matches("\\d+");
            assertThat(line.path("message").asString())
                    .startsWith("part %s is there".formatted(line.path("part").asString()));
            assertThat(line.path("domo").path("stream").asString()).isEqualTo("1");
            assertThat(line.path("domo").path("execution").asString()).isEqualTo("1");
        });
        var last = documents.get(documents.size() - 1);
        assertThat(last.path("message").asString()).startsWith("load orders: 2,000 rows in 59 parts");
        assertThat(last.path("load").asString()).isEqualTo("orders");
        assertThat(run.out().lines()).hasSize(1);
    }

    @Test
    void structuredLogsOfSeveralLoadsAndOfFailuresAreDocumentsToo() {
        world.settings(Orders.LOAD
                + Orders.LOAD.replace("orders:", "more:").replace("Orders", "More")
                + Orders.LOAD.replace("orders:", "gone:").replace("table: orders", "table: gone"));
        try (var run = LoaderProcess.start(folder, ECS, "run", "--all", "--at-once=3")) {
            assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
            var loads = documents(run).stream()
                    .filter(line -> line.path("load").isString())
                    .map(line -> line.path("load").asString())
                    .distinct();
            assertThat(loads).containsExactlyInAnyOrder("orders", "more", "gone");
            assertThat(run.err()).doesNotContain("prefix", "stack_trace");
        }
    }

    @Test
    void linesOfSeveralLoadsBeginWithTheirNames() {
        world.settings(Orders.LOAD + Orders.LOAD.replace("orders:", "more:").replace("Orders", "More"));
        var run = runs(Map.of(), "run", "orders", "more");
        for (var load : Arrays.asList("orders", "more")) {
            assertThat(run.err().lines())
                    .anyMatch(line -> line.endsWith("INFO  " + load + ": planned: 2000 rows in 20 parts"));
        }
    }
}
