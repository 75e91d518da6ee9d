package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The report that a run leaves behind, and the same made again later. */
@ExtendWith(OutputCaptureExtension.class)
class RunReportTest {
    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private JsonNode json(long run) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve("reports/orders-%d.json".formatted(run))));
    }

    @Test
    void aRunLeavesItsReportAsAPageAndAsJson() throws IOException {
        TestPostgres.execute(world.source, "alter table orders add \"<script>alert(1)</script>\" text default '<b>'");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        var page = folder.resolve("reports/orders-1.html");
        assertThat(run.json().path("report").asString()).isEqualTo(page.toString());
        assertThat(run.err()).containsOnlyOnce("report: " + page);
        assertThat(Files.readString(page))
                .contains("Every row is in the DataSet", "&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script", World.SECRET);
        try (var files = Files.list(page.getParent())) {
            assertThat(files).hasSize(2);
        }

        var report = json(1);
        assertThat(report.path("outcome").path("status").asString()).isEqualTo("COMPLETED");
        assertThat(report.path("outcome").path("runbook").isNull()).isTrue();
        assertThat(report.path("work").path("parts")).hasSize(20).allSatisfy(part -> {
            assertThat(part.path("attempt").asInt()).isEqualTo(1);
            assertThat(part.path("size").path("rows").asInt()).isEqualTo(100);
        });
        var attempt = report.path("work").path("attempts").get(0);
        assertThat(attempt.path("phases").propertyNames())
                .containsExactly("inspect", "plan", "prepare", "open", "upload", "commit", "verify");
        assertThat(attempt.path("versions").path("source").asString()).startsWith("PostgreSQL ");
        assertThat(attempt.path("versions").path("jobRepository").asString()).startsWith("PostgreSQL ");
        assertThat(attempt.path("time").path("snapshot").asString())
                .isGreaterThan(attempt.path("time").path("begun").asString());
        assertThat(attempt.path("effort").path("retries").asInt()).isZero();
        assertThat(report.path("reconciliation").path("sourceToReceipts").asString())
                .isEqualTo("EQUAL");
        assertThat(report.path("reconciliation").path("receiptsToDataSet").asString())
                .isEqualTo("EQUAL");
        assertThat(report.path("reconciliation").path("counts").path("dataSet").asInt())
                .isEqualTo(2000);
        assertThat(report.path("setup").path("columns"))
                .hasSize(3)
                .allSatisfy(
                        column -> assertThat(column.path("change").asString()).isEqualTo("add"));
        assertThat(report.path("setup").path("settings").path("parts.rows").asString())
                .isEqualTo("100");
        assertThat(report.path("setup").path("settings").path("source.url").asString())
                .isEqualTo(world.source.replaceAll("\\?.*", ""));
    }

    @Test
    void aRunThatWasGoneOnWithTellsOfBothAttemptsAndOfEachPartOnce() throws IOException {
        world.on(call -> {
            if (call.endsWith("/part/11")) {
                throw new World.Instead(503, Map.of());
            }
        });
        assertThat(world.run("run", "orders").exitCode()).isEqualTo(5);
        var unfinished = json(1);
        assertThat(unfinished.path("outcome").path("sentence").asString())
                .startsWith("Domo was out of reach")
                .contains("of 20 parts sent. Nothing was committed");
        assertThat(unfinished.path("outcome").path("next").asString()).isEqualTo("`run orders` goes on with this run");
        assertThat(unfinished.path("outcome").path("runbook").asString()).isEqualTo("docs/runbook.md#exit-code-5");
        assertThat(unfinished.path("reconciliation").path("sourceToReceipts").asString())
                .isEqualTo("NOT_KNOWN_YET");

        world.on(call -> {});
        assertThat(world.run("run", "orders").exitCode()).isZero();
        var report = world.run("report", "orders", "1", "--json").json();
        var attempts = report.path("work").path("attempts");
        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(0).path("end").path("exitCode").asInt()).isEqualTo(5);
        assertThat(attempts.get(0).path("effort").path("retries").asInt()).isPositive();
        int first = attempts.get(0).path("effort").path("parts").asInt();
        int second = attempts.get(1).path("effort").path("parts").asInt();
        assertThat(first)
                .isEqualTo(
                        unfinished.path("work").path("totals").path("partsDone").asInt());
        assertThat(first + second).isEqualTo(20);
        assertThat(report.path("work").path("parts"))
                .extracting(part -> part.path("number").asInt())
                .doesNotHaveDuplicates()
                .hasSize(20);
        assertThat(report.path("reconciliation").path("counts").path("moments").asInt())
                .isEqualTo(2);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsWarnedOfAndTheRunIsAsItWas(CapturedOutput output) throws IOException {
        var file = Files.writeString(folder.resolve("no-directory"), "");
        world.also("report.directory: " + file);
        var run = world.run("run", "orders", "--json");
        Orders.loaded(world, run, 2000);
        assertThat(run.json().path("report").isNull()).isTrue();
        assertThat(output.getErr())
                .contains("WARN")
                .contains("report.directory is " + file)
                .contains("the report of run 1 was not written")
                .contains("give a directory that can be written, or an empty value for none");
    }

    @Test
    void anEmptyDirectoryTurnsReportsOffAndTheyCanBeMadeLater() throws IOException {
        world.also("report.directory: ''");
        assertThat(world.run("run", "orders").err()).doesNotContain("report: ");
        assertThat(folder.resolve("reports")).doesNotExist();
        var page = folder.resolve("again.html");
        var report = world.run("report", "orders", "--html", page.toString());
        assertThat(report.exitCode()).as(report.err()).isZero();
        assertThat(report.out())
                .startsWith("load orders, run 1: COMPLETED\n")
                .contains("next: `run orders` begins a new run")
                .endsWith("report: " + page + "\n");
        assertThat(Files.readString(page)).contains("Timeline of attempt 1");
    }

    @Test
    void aRunThatIsNotThereAndAFileThatCannotBeWrittenAreSaidToBe() {
        assertThat(world.run("report", "orders").err()).contains("load orders is not run yet");
        assertThat(world.run("run", "orders").exitCode()).isZero();
        var missing = world.run("report", "orders", "7");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("RUN is 7: load orders has no such run, see `status orders`");
        for (var command : new String[] {"report", "status"}) {
            var nowhere = world.run(command, "orders", "--html", folder + "/nowhere/page.html");
            assertThat(nowhere.exitCode()).as(nowhere.err()).isEqualTo(2);
            assertThat(nowhere.err()).contains("--html is ", "give a file that can be written");
        }
    }

    @Test
    void theHistoryOfRunsIsAPageToo() throws IOException {
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(world.source, "delete from orders where id > 30");
        assertThat(world.run("run", "orders").exitCode()).isEqualTo(7);
        assertThat(Files.readString(folder.resolve("reports/orders-2.html"))).contains("A guard stopped it");
        assertThat(json(2).path("reconciliation").path("counts").path("source").asInt())
                .isEqualTo(10);
        assertThat(json(2).path("outcome").path("next").asString()).isEqualTo("`run orders` begins a new run");
        var page = folder.resolve("history.html");
        var status = world.run("status", "--html", page.toString(), "--json");
        assertThat(status.exitCode()).as(status.err()).isZero();
        assertThat(status.json().path("runs").get(0).path("exitCode").asInt()).isEqualTo(7);
        assertThat(status.json().path("runs").get(1).path("seconds").asDouble()).isPositive();
        assertThat(Files.readString(page))
                .contains("Runs of load orders", "exit code 7", "2,000", "20 of 20")
                .doesNotContain("<script");
    }
}
