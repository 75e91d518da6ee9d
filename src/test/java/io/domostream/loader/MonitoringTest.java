package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.domostream.loader.telemetry.PromQl;
import io.domostream.loader.telemetry.Samples;
import io.domostream.loader.telemetry.Samples.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The alerts, the dashboard and the page about metrics, held against what a good and a failed run really emit. */
class MonitoringTest {
    private static final double HOUR = 3600;
    private static final Path MONITORING = Path.of("k8s", "monitoring");
    private static final Pattern ROW = Pattern.compile("\\| `(domo_[a-z_]+)` \\| (\\w+) \\| ([^|]*) \\| ([^|]*) \\|.*");
    private static String good = "";
    private static String failed = "";
    private static String other = "";

    @BeforeAll
    static void aGoodRunAndAFailedOne(@TempDir Path folder) throws IOException {
        var files = folder.resolve("metrics");
        try (var world = Orders.in(new World(folder))) {
            world.settings(
                    Orders.LOAD + Orders.LOAD.replace("orders:", "again:").replace("{ name: Orders", "{ name: Again"));
            world.also("metrics.directory: " + files);
            var both = world.run("run", "orders", "again");
            assertThat(both.exitCode()).as(both.err()).isZero();
            good = Files.readString(files.resolve("orders.prom"));
            other = Files.readString(files.resolve("again.prom"));
            // What a fresh pod knows comes from the job repository.
            Files.delete(files.resolve("orders.prom"));
            world.on(call -> {
                if (call.contains("/part/")) {
                    throw new World.Instead(403, Map.of());
                }
            });
            assertThat(world.run("run", "orders").exitCode()).isEqualTo(4);
            failed = Files.readString(files.resolve("orders.prom"));
        }
    }

    @Test
    void eachLoadHasAFileOfItsOwn() {
        assertThat(Samples.of(good).all())
                .extracting(s -> s.labels().get("load"))
                .containsOnly("orders");
        assertThat(Samples.of(other).all())
                .extracting(s -> s.labels().get("load"))
                .containsOnly("again");
        assertThat(good).endsWith("\n").contains("spring_batch_job_seconds_count", "spring_batch_step_seconds_sum");
    }

    @Test
    void aGoodRunIsCounted() {
        var samples = Samples.of(good);

        assertThat(samples.value("domo_load_rows_total")).isEqualTo(2000);
        assertThat(samples.value("domo_load_last_run_rows")).isEqualTo(2000);
        assertThat(samples.value("domo_load_parts_total")).isEqualTo(20);
        assertThat(samples.value("domo_load_parts_planned")).isEqualTo(20);
        assertThat(samples.value("domo_load_parts_done")).isEqualTo(20);
        assertThat(samples.value("domo_load_bytes_total", "kind", "csv"))
                .isGreaterThan(samples.value("domo_load_bytes_total", "kind", "sent"));
        assertThat(samples.value("domo_load_phase_seconds", "phase", "upload"))
                .isBetween(0.001, samples.value("domo_load_run_seconds"));
        assertThat(samples.value("domo_load_last_run_exit_code")).isZero();
        assertThat(samples.value("domo_load_runs_total", "exit_code", "0")).isEqualTo(1);
        assertThat(samples.value("domo_load_last_success_timestamp_seconds"))
                .isEqualTo(samples.value("domo_load_last_run_timestamp_seconds"));
        assertThat(samples.value("spring_batch_step_seconds_count", "spring_batch_step_name", "commit"))
                .isEqualTo(1);
    }

    @Test
    void aFailedRunKnowsWhenTheLastGoodOneWas() {
        var samples = Samples.of(failed);

        assertThat(samples.value("domo_load_last_run_exit_code")).isEqualTo(4);
        assertThat(samples.value("domo_load_runs_total", "exit_code", "4")).isEqualTo(1);
        assertThat(samples.value("domo_load_rows_total")).isZero();
        assertThat(samples.value("domo_load_last_success_timestamp_seconds"))
                .isCloseTo(Samples.of(good).value("domo_load_last_success_timestamp_seconds"), within(5.0))
                .isLessThan(samples.value("domo_load_last_run_timestamp_seconds"));
    }

    @Test
    void noAlertFiresOnAGoodRun() throws IOException {
        assertThat(firing(good, ended(good))).isEmpty();
        assertThat(firing(other, ended(other))).isEmpty();
    }

    @Test
    void theAlertFiresOnAFailedRunWithItsExitCode() throws IOException {
        assertThat(firing(failed, ended(failed))).containsOnlyKeys("DomoLoadFailed");
        assertThat(firing(failed, ended(failed)).get("DomoLoadFailed"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.value()).isEqualTo(4);
                    assertThat(alert.labels()).containsEntry("load", "orders");
                });
    }

    @Test
    void aLoadWithoutASuccessForADayIsStale() throws IOException {
        double success = Samples.of(good).value("domo_load_last_success_timestamp_seconds");

        assertThat(firing(good, success + 25 * HOUR)).isEmpty();
        assertThat(firing(good, success + 27 * HOUR)).containsOnlyKeys("DomoLoadStale");
        assertThat(firing(failed, success + 27 * HOUR)).containsOnlyKeys("DomoLoadFailed", "DomoLoadStale");
    }

    @Test
    void otherEndsHaveTheirOwnAlerts() throws IOException {
        assertThat(firing(with(good, "domo_load_last_run_exit_code", "6"), ended(good)))
                .containsOnlyKeys("DomoLoadUnknownCommit");
        assertThat(firing(with(good, "domo_load_last_run_exit_code", "9"), ended(good)))
                .isEmpty();
        assertThat(firing(with(good, "domo_load_run_seconds", "7201"), ended(good)))
                .containsOnlyKeys("DomoLoadSlow");
        var throttled = with(with(good, "domo_load_run_seconds", "700"), "domo_load_throttled_seconds_total", "400");
        assertThat(firing(throttled, ended(good))).containsOnlyKeys("DomoLoadThrottled");
    }

    @Test
    void eachAlertNamesItsRunbookEntry() throws IOException {
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            var annotations = alert.get("annotations");
            assertThat(annotations.get("runbook_url").asString())
                    .matches("docs/runbook\\.md#exit-code-([0-9]|\\{\\{ \\$value }})");
            assertThat(annotations.get("summary").asString()).contains("{{ $labels.load }}");
        });
    }

    @Test
    void thePanelsShowWhatAGoodRunEmits() throws IOException {
        assertThat(panels()).hasSizeGreaterThan(8).allSatisfy(target -> {
            var shown = PromQl.of(query(target), Samples.of(good), ended(good));
            assertThat(shown)
                    .as(query(target))
                    .isNotEmpty()
                    .allSatisfy(series -> assertThat(series.labels())
                            .containsKeys(labelsOf(target.get("legendFormat").asString())));
        });
    }

    @Test
    void aMetricThatIsNotThereIsFound() {
        assertThat(PromQl.of("domo_load_row_total > 1", Samples.of(good), 0)).isEmpty();
        assertThat(PromQl.metrics("a_b{load=\"x\"} / c > 1 and time() - max by (load) (last_over_time(d[1h])) > 0"))
                .containsExactly("a_b", "c", "d");
        assertThatThrownBy(() -> PromQl.of("rate(domo_load_rows_total[5m])", Samples.of(good), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyMetricAskedForIsEmitted() throws IOException {
        var asked = new TreeSet<String>();
        alerts().forEach(alert -> asked.addAll(PromQl.metrics(alert.get("expr").asString())));
        panels().forEach(target -> asked.addAll(PromQl.metrics(query(target))));

        assertThat(asked).isNotEmpty();
        assertThat(Samples.of(good).names()).containsAll(asked);
    }

    @Test
    void thePageTellsEveryMetricWithItsKindAndLabels() throws IOException {
        var told = new LinkedHashMap<String, String>();
        Files.readAllLines(Path.of("docs", "metrics.md")).forEach(line -> {
            var row = ROW.matcher(line);
            if (row.matches()) {
                var labels = new TreeSet<String>();
                Pattern.compile("`([a-z_]+)`").matcher(row.group(4)).results().forEach(l -> labels.add(l.group(1)));
                assertThat(told.put(row.group(1), row.group(2) + " " + labels)).isNull();
            }
        });
        var emitted = new LinkedHashMap<String, String>();
        var samples = Samples.of(good);
        samples.names().stream()
                .filter(name -> name.startsWith("domo_"))
                .forEach(name -> emitted.put(name, samples.types().get(name) + " " + samples.labels(name)));

        assertThat(told).containsExactlyInAnyOrderEntriesOf(emitted);
    }

    private static double ended(String text) {
        return Samples.of(text).value("domo_load_last_run_timestamp_seconds");
    }

    private static String with(String text, String metric, String value) {
        UnaryOperator<String> changed = line -> line.startsWith(metric + "{") ? line.replaceAll("\\S+$", value) : line;
        return String.join("\n", text.lines().map(changed).toList());
    }

    private static Map<String, List<Sample>> firing(String text, double now) throws IOException {
        var firing = new LinkedHashMap<String, List<Sample>>();
        for (var alert : alerts()) {
            var found = PromQl.of(alert.get("expr").asString(), Samples.of(text), now);
            if (!found.isEmpty()) {
                firing.put(alert.get("alert").asString(), found);
            }
        }
        return firing;
    }

    private static List<JsonNode> alerts() throws IOException {
        Object rule = new Yaml().load(Files.readString(MONITORING.resolve("prometheusrule.yaml")));
        var alerts = new ArrayList<JsonNode>();
        JsonNode tree = JsonMapper.shared().valueToTree(rule);
        tree.get("spec").get("groups").forEach(group -> group.get("rules").forEach(alerts::add));
        return alerts;
    }

    private static List<JsonNode> panels() throws IOException {
        var targets = new ArrayList<JsonNode>();
        JsonMapper.shared()
                .readTree(Files.readString(MONITORING.resolve("dashboard.json")))
                .get("panels")
                .forEach(panel -> panel.get("targets").forEach(targets::add));
        return targets;
    }

    private static String query(JsonNode target) {
        return target.get("expr").asString().replace("$load", ".*");
    }

    private static String[] labelsOf(String legend) {
        return Pattern.compile("\\{\\{(\\w+)}}")
                .matcher(legend)
                .results()
                .map(label -> label.group(1))
                .toArray(String[]::new);
    }
}
