package io.domostream.loader.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The pages, and the JSON beside them. */
class PagesTest {
    private static final Path LOOKED_AT = Path.of("target/report-samples");
    private static final int MEGA = 1_000_000;

    private static Map<String, String> pages() {
        return Map.of(
                "good", Pages.html(Samples.good()),
                "resumed", Pages.html(Samples.resumed()),
                "unknown", Pages.html(Samples.unknown()),
                "large", Pages.html(Samples.large()),
                "history", Pages.html(Samples.history(), Samples.BEGUN));
    }

    @Test
    void aPageIsWholeInItselfAndRunsNoScript() throws IOException {
        Files.createDirectories(LOOKED_AT);
        for (var page : pages().entrySet()) {
            Files.writeString(LOOKED_AT.resolve(page.getKey() + ".html"), page.getValue());
            assertThat(page.getValue())
                    .startsWith("<!DOCTYPE html>")
                    .contains("<html lang=\"en\">", "prefers-color-scheme: dark", "width=device-width")
                    .doesNotContain("<script", "http:", "https:", "src=", "@import", "url(");
        }
    }

    @Test
    void tenThousandPartsStaySmall() {
        var report = Samples.large();
        assertThat(Pages.html(report).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2 * MEGA);
        assertThat(Pages.json(report).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4 * MEGA);
        assertThat(JsonMapper.shared().readTree(Pages.json(report)).path("work").path("parts"))
                .hasSize(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "\"><img onerror=x>", "' onload='x", "</style><b>", "a&b"})
    void whatNamesAndMessagesHoldIsTextAndNothingElse(String hostile) {
        var good = Samples.good();
        var parts = Samples.parts(1, 1, 3, Samples.BEGUN, 2);
        var attempt = Samples.attempt(1, parts, 4, "FAILED", hostile, Samples.BEGUN);
        var report = new RunReport(
                new RunReport.Run(hostile, 1, Samples.BEGUN, null, Samples.BEGUN),
                Outcome.of(new Outcome.Known("FAILED", 4, false, false, 3, 3), hostile, hostile),
                Work.of(3, List.of(attempt), parts),
                good.reconciliation(),
                new RunReport.Setup(
                        new RunReport.Target(hostile, 1L, 1L, hostile),
                        List.of(new RunReport.Column(hostile, hostile, hostile, hostile)),
                        Map.of(hostile, hostile)));
        assertThat(Pages.html(report))
                .doesNotContain("<script", "<img", "</style><b>", "a&b")
                .doesNotContainPattern("<[a-z]+[^>]* onload=");
        assertThat(JsonMapper.shared()
                        .readTree(Pages.json(report))
                        .path("run")
                        .path("load")
                        .asString())
                .isEqualTo(hostile);
    }

    @Test
    void eachPartIsDrawnWithWhatItsTimeWentTo() {
        var page = Pages.html(Samples.good());
        for (var doing : Doing.values()) {
            assertThat(page).contains("<path class=\"" + doing.style() + "\" d=\"M");
        }
        assertThat(page).contains("<title>Part 60: 12,345 rows,");
        assertThat(page.split("class=\"hit\"")).hasSize(60 + 1);
    }

    @Test
    void theJsonSaysTheSameInTheModelsWords() {
        var json = JsonMapper.shared().readTree(Pages.json(Samples.resumed()));
        assertThat(json.path("format").asInt()).isEqualTo(1);
        assertThat(json.path("outcome").path("exitCode").asInt()).isEqualTo(5);
        assertThat(json.path("work").path("attempts")).hasSize(2);
        assertThat(json.path("work").path("attempts").get(0).path("end").isNull())
                .isTrue();
        assertThat(json.path("work")
                        .path("parts")
                        .get(0)
                        .path("took")
                        .path("reading")
                        .asLong())
                .isPositive();
        assertThat(json.path("run").path("begun").asString()).isEqualTo("2026-11-24T22:15:03Z");
        assertThat(json.path("reconciliation").path("receiptsToDataSet").asString())
                .isEqualTo("NOT_KNOWN_YET");
    }

    @Test
    void anAttemptThatWasKilledIsShownAsCutOff() {
        assertThat(Pages.html(Samples.resumed()))
                .contains("cut off", "FAILED, exit code 5", "Timeline of attempt 1", "Timeline of attempt 2");
    }

    @Test
    void aHistoryHasARowForEachRunAndABarForEachThatHasOne() {
        var page = Pages.html(Samples.history(), Samples.BEGUN);
        assertThat(page.split("<tr><th scope=\"row\"")).hasSize(21 + 1);
        assertThat(page)
                .contains(
                        "<title>Run 120, UNKNOWN: ", "<strong>Next:</strong> <code>run orders</code> asks Domo again");
        assertThat(Pages.html(History.of(List.of()), Samples.BEGUN)).contains("No runs yet.");
    }
}
