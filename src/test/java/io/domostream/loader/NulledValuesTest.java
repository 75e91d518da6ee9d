package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.report.NulledValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** Values that Domo has no form for become null and are counted: 39 in each hundred rows. */
@ExtendWith(OutputCaptureExtension.class)
class NulledValuesTest {
    private static final int PARTS = 5;
    private static final int IN_EACH_PART = 39;
    private static final int ALL = PARTS * IN_EACH_PART;
    private static final String TABLE = """
            create table measures as select
              g as id,
              case g % 10 when 0 then 'NaN' when 1 then 'Infinity' when 2 then '-Infinity' when 3 then null
                else g / 8.0 end::float8 as ratio,
              case when g % 25 = 0 then 'NaN' else g / 10.0 end::numeric as amount,
              case g % 50 when 0 then 'infinity' when 1 then '-infinity' else '2026-01-01' end::date as day,
              case g % 100 when 0 then '10000-01-01' when 1 then null else '2026-01-01' end::timestamp as at,
              'NaN' as note
            from generate_series(1, 500) g
            """;
    private static final String LOADS = """
            measures:
              table: measures
              key: [id]
              dataset: { name: Measures }
              parts: { rows: 100, parallel: 2, in-flight: 2 }
            streamed:
              query: select * from measures
              dataset: { name: Streamed }
              parts: { rows: 100 }
            """;

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = new World(folder);
        TestPostgres.execute(world.source, TABLE, "alter table measures add primary key (id)");
        world.settings(LOADS);
        world.also("domo.retries: 0");
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static void requireCount(Loader run, int exitCode, long expected) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.json().path("nulledValues").asLong(-1)).isEqualTo(expected);
    }

    @Test
    void areCountedInTheAnswerOfATableInPages() {
        var run = world.run("run", "measures", "--json");
        requireCount(run, 0, ALL);
        assertThat(run.json().path("parts").asInt()).isEqualTo(PARTS);
        assertThat(run.json().propertyNames()).containsSequence("bytesSent", "nulledValues", "streamId");
        // 50 rows had no ratio, and 5 no timestamp, in the source already.
        assertThat(Rows.inExport(world.data(run.json().path("datasetId").asString())).stream()
                        .flatMap(row -> row.stream().filter(value -> value == null)))
                .hasSize(ALL + 55);
    }

    @Test
    void areCountedInTheAnswerOfAQueryWithoutAKey() {
        var run = world.run("run", "streamed", "--json");
        requireCount(run, 0, ALL);
        assertThat(run.json().path("parts").asInt()).isEqualTo(PARTS);
    }

    @Test
    void areCountedOverAllAttemptsOfARun() {
        world.on(call -> {
            if (call.contains("/part/") && Integer.parseInt(call.replaceAll(".*/", "")) > 3) {
                throw new World.Instead(503, Map.of());
            }
        });
        var first = world.run("run", "measures", "--json");
        requireCount(first, 5, first.json().path("parts").asLong() * IN_EACH_PART);
        world.on(call -> {});
        var second = world.run("run", "measures", "--json");
        requireCount(second, 0, ALL);
        assertThat(second.json().path("resumed").asBoolean()).isTrue();
        var report = world.run("report", "measures", "--json").json();
        assertThat(report.path("work").path("totals").path("nulledValues").asLong())
                .isEqualTo(ALL);
    }

    @Test
    void areInTheReportOfTheRun() throws IOException {
        assertThat(world.run("run", "measures").exitCode()).isZero();
        var work = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("reports/measures-1.json")))
                .path("work");
        assertThat(work.path("totals").path("nulledValues").asLong()).isEqualTo(ALL);
        assertThat(work.path("parts"))
                .hasSize(PARTS)
                .allSatisfy(part -> assertThat(
                                part.path("size").path("nulledValues").asInt())
                        .isEqualTo(IN_EACH_PART));
        assertThat(Files.readString(folder.resolve("reports/measures-1.html"))).contains("<dd>" + ALL + "<small>");
        assertThat(world.run("report", "measures").out()).contains(NulledValues.message(ALL));
    }

    @Test
    void areALineOfTheAnswerAndOfTheLog(CapturedOutput output) {
        var message = NulledValues.message(ALL);
        var run = world.run("run", "measures");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(2).last().isEqualTo(message);
        assertThat(output.getErr()).containsOnlyOnce(message).contains("INFO  " + message);
        assertThat(world.run("rehearse", "measures").out().lines()).last().isEqualTo(message);
    }

    @Test
    void areALineForEachOfSeveralLoads() {
        var run = world.run("run", "--all");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .contains("load measures: " + NulledValues.message(ALL), "load streamed: " + NulledValues.message(ALL));
    }

    @Test
    void areNotSpokenOfWhereThereAreNone(CapturedOutput output) throws IOException {
        world.also("loads.measures.exclude: [ratio, amount, day, at]");
        var run = world.run("run", "measures", "--json");
        requireCount(run, 0, 0);
        assertThat(output.getErr()).doesNotContain("became null");
        assertThat(Files.readString(folder.resolve("reports/measures-1.html"))).doesNotContain("Sent as null");
        requireCount(world.run("run", "unknown-load", "--json"), 2, 0);
    }
}
