package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.Assumed;
import io.domostream.loader.simulator.Assumed.Status;
import io.domostream.loader.simulator.ExecutionState;
import io.domostream.loader.simulator.SimulatorOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each single call of the Stream API as a person or a script makes it, with {@code domo.*} settings alone. */
class StreamCommandsTest {
    private static final String[] GUESTS = {
        "streams", "create", "--name=Guests", "--column=Friend:STRING", "--column=no: 1:long"
    };

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private DomoAlone domo;

    private DomoAlone domo(SimulatorOptions options) {
        domo = new DomoAlone(folder, options.withCommitTakes(Duration.ZERO), Assumed.defaults());
        return domo;
    }

    private DomoAlone domo() {
        return domo(SimulatorOptions.defaults());
    }

    @AfterEach
    void end() {
        domo.close();
    }

    @Test
    void aStreamIsMadeChangedFoundAndDeleted() {
        domo();
        var made = json(domo.run(GUESTS));
        assertThat(made.path("dataSet").path("schema").path("columns"))
                .hasToString("[{\"type\":\"STRING\",\"name\":\"Friend\"},{\"type\":\"LONG\",\"name\":\"no: 1\"}]");
        assertThat(made.path("updateMethod").asString()).isEqualTo("REPLACE");
        var changed =
                json(domo.run("streams", "update", "1", "--updateMethod=upsert", "--key-column-names=Friend,no: 1"));
        assertThat(changed.path("updateMethod").asString()).isEqualTo("UPSERT");
        assertThat(changed.path("keyColumnNames")).hasToString("[\"Friend\",\"no: 1\"]");
        assertThat(json(domo.run("streams", "get", "1"))).isEqualTo(changed);
        var id = made.path("dataSet").path("id").asString();
        for (var q : new String[] {"dataSource.id:" + id, "dataSource.name:Gue*", "dataSource.owner.id:27"}) {
            assertThat(json(domo.run("streams", "search", "-q", q)).get(0)).isEqualTo(changed);
        }
        assertThat(json(domo.run("streams", "search", "-q=dataSource.name:Else", "--all")))
                .isEmpty();
        var deleted = json(domo.run("streams", "delete", "1"));
        assertThat(deleted)
                .hasToString("{\"streamId\":1,\"message\":\"stream 1 is deleted; its DataSet stays\",\"exitCode\":0}");
        assertThat(domo.run("streams", "get", "1").exitCode()).isEqualTo(4);
    }

    @Test
    void theWholeJsonMayComeFromAFileOrFromStandardInput() throws IOException {
        domo();
        var body =
                "{\"dataSet\":{\"name\":\"B\",\"description\":\"d\",\"schema\":{\"columns\":[{\"type\":\"LONG\",\"name\":\"id\"}]}}}";
        var file = Files.writeString(folder.resolve("stream.json"), body);
        assertThat(json(domo.run("streams", "create", "--body=" + file))
                        .path("dataSet")
                        .path("name")
                        .asString())
                .isEqualTo("B");
        assertThat(json(domo.feed(body, "streams", "create", "--body", "-"))
                        .path("id")
                        .asInt())
                .isEqualTo(2);
        assertThat(json(domo.feed("{\"updateMethod\":\"APPEND\"}", "streams", "update", "2", "--body=-"))
                        .path("updateMethod")
                        .asString())
                .isEqualTo("APPEND");
    }

    @Test
    void allFollowsThePages() {
        domo();
        for (int i = 0; i < 3; i++) {
            domo.run(GUESTS);
        }
        domo.calls.clear();
        assertThat(ids(domo.run("streams", "list", "--limit=2", "--all", "--sort=-id")))
                .isEqualTo("3 2 1");
        assertThat(domo.calls)
                .containsExactly(
                        "GET /v1/streams?limit=2&offset=0&sort=-id&fields=all",
                        "GET /v1/streams?limit=2&offset=2&sort=-id&fields=all",
                        "GET /v1/streams?limit=2&offset=3&sort=-id&fields=all");
        assertThat(ids(domo.run("streams", "list", "--limit=1", "--offset=1", "--fields=updateMethod")))
                .isEqualTo("2");
        domo.run("executions", "create", "3");
        domo.run("executions", "create", "3", "--update-method=APPEND");
        assertThat(ids(domo.run("executions", "list", "3", "--all", "--limit=1")))
                .isEqualTo("1 2");
    }

    @Test
    void withJsonTheAnswerIsOneLineAndWithTableItIsForPeople() {
        domo();
        domo.run(GUESTS);
        var line = domo.run("streams", "list", "--json");
        assertThat(line.out().lines()).hasSize(1);
        assertThat(line.json().get(0).path("id").asInt()).isEqualTo(1);
        assertThat(domo.run("streams", "list", "--table").out().lines())
                .hasSize(2)
                .anyMatch(row -> row.matches("stream +method +DataSet +name +rows +modified"))
                .anyMatch(row -> row.matches("1 +REPLACE +[0-9a-f-]{36} +Guests +0 +20.*Z"));
        assertThat(domo.run("executions", "create", "1", "--table").out()).contains("ACTIVE", "execution");
        assertThat(domo.run("executions", "abort", "1", "--table").out())
                .isEqualTo("the current execution of stream 1 is aborted\n");
    }

    @Test
    void aPartMayBePlainOrGzipFromAFileOrFromStandardInput() throws IOException {
        domo();
        domo.run(GUESTS);
        domo.run("executions", "create", "1");
        var plain = Files.writeString(folder.resolve("guests.csv"), "\"Alan\",1\n\"Ada\",2\n");
        var gzip = Files.write(folder.resolve("guests.csv.gz"), gzip("\"Emmy\",3\n"));
        fine(domo.run("parts", "upload", "1", "1", "1", plain.toString()));
        fine(domo.run("parts", "upload", "1", "1", "2", gzip.toString()));
        fine(domo.run("parts", "upload", "1", "1", "3", plain.toString(), "--gzip"));
        fine(domo.run("parts", "upload", "1", "1", "4", gzip.toString(), "--gzip"));
        fine(domo.feed("\"Kurt\",4\n", "parts", "upload", "1", "1", "5"));
        fine(domo.feed(gzip("\"Sofja\",5\n"), "parts", "upload", "1", "1", "6", "-"));
        var committed = json(domo.run("executions", "commit", "1", "1", "--wait"));
        assertThat(committed.path("currentState").asString()).isEqualTo("SUCCESS");
        assertThat(json(domo.run("streams", "get", "1"))
                        .path("dataSet")
                        .path("rows")
                        .asInt())
                .isEqualTo(8);
    }

    @Test
    void aCommitWaitsForNothingUnlessToldTo() {
        domo(SimulatorOptions.defaults().withCommitEnds(ExecutionState.ACTIVE));
        domo.run(GUESTS);
        domo.run("executions", "create", "1");
        domo.calls.clear();
        var committed = json(domo.run("executions", "commit", "1", "1"));
        assertThat(committed.path("currentState").asString()).isEqualTo("ACTIVE");
        assertThat(domo.calls).containsExactly("PUT /v1/streams/1/executions/1/commit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FAILED | 4 | execution 1 of stream 1 ended as FAILED after the commit; the DataSet was not changed
            ACTIVE | 6 | execution 1 of stream 1: commit not proven, Domo says ACTIVE; Domo may have taken it
            """)
    void aCommitThatIsWaitedForSaysWhatBecameOfIt(ExecutionState end, int code, String says) {
        domo(SimulatorOptions.defaults().withCommitEnds(end));
        domo.also("domo.commit-timeout: " + (end == ExecutionState.ACTIVE ? "100ms" : "1m"));
        domo.run(GUESTS);
        domo.run("executions", "create", "1");
        var committed = domo.run("executions", "commit", "1", "1", "--wait", "--json");
        assertThat(committed.exitCode()).as(committed.err()).isEqualTo(code);
        assertThat(committed.json().path("exitCode").asInt()).isEqualTo(code);
        assertThat(committed.json().path("message").asString()).startsWith(says);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            504 | 6 | HTTP 504 & nothing was repeated & `executions get 1 1`
            429 | 5 | HTTP 429
            409 | 4 | HTTP 409
            """)
    void aCommitWithoutAClearAnswerIsNotCalledFailed(int status, int code, String says) {
        domo();
        domo.answersInstead(status, "");
        var run = domo.run("executions", "commit", "1", "1");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).startsWith("commit execution 1 of stream 1").contains(says.split(" & "));
        assertThat(domo.calls).hasSize(1);
    }

    @Test
    void aCommitWithoutAnAnswerIsWaitedForAllTheSame() {
        domo();
        domo.run(GUESTS);
        domo.run("executions", "create", "1");
        domo.answersAfterwards(504);
        var run = domo.run("executions", "commit", "1", "1", "--wait");
        assertThat(json(run).path("currentState").asString()).isEqualTo("SUCCESS");
        assertThat(run.err()).contains("HTTP 504; asking Domo for the execution's state");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            streams create --name=A --column=a:LONG | it may have been made: & streams search -q 'dataSource.name:A'
            executions create 1                     | it may have been opened: & executions list 1
            executions abort 1                      | it may have been aborted: & executions list 1
            """)
    void whatMayHaveBeenDoneIsSaidAndNotRepeated(String line, String says) {
        domo();
        domo.also("domo.retries: 2");
        domo.answersInstead(502, "");
        var run = domo.run(line.split(" "));
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains(says.split(" & "));
        assertThat(domo.calls).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"200, true", "204, false"})
    void anAbortTellsTheExecutionWhereDomoDoes(int status, boolean told) {
        domo = new DomoAlone(
                folder, SimulatorOptions.defaults(), Assumed.defaults().with(Status.ABORTED_BY_ID, status));
        domo.run(GUESTS);
        domo.run("executions", "create", "1");
        var aborted = json(domo.run("executions", "abort", "1", "1"));
        assertThat(aborted.path("currentState").asString("none")).isEqualTo(told ? "ABORTED" : "none");
        assertThat(aborted.path("message").asString("none"))
                .isEqualTo(told ? "none" : "execution 1 of stream 1 is aborted");
        assertThat(json(domo.run("executions", "get", "1", "1"))
                        .path("currentState")
                        .asString())
                .isEqualTo("ABORTED");
    }

    @Test
    void whatDomoRefusesAndWhereItIsNotIsToldInItsOwnWords() {
        domo();
        refused(
                domo.run("streams", "get", "42", "--json"),
                4,
                "retrieve stream 42: HTTP 404: Stream 42 not found \\(toe [0-9A-F-]+\\)");
        domo.answersInstead(403, "{\"status\":403,\"message\":\"Not yours\",\"toe\":\"TOE-1\"}");
        refused(
                domo.run("streams", "delete", "1", "--json"),
                4,
                "delete stream 1: HTTP 403: Not yours \\(toe TOE-1\\)");
        domo.also("domo.url: http://127.0.0.1:1");
        refused(domo.run("executions", "list", "1", "--json"), 5, "get a token from Domo: no connection to Domo.*");
    }

    private static void refused(Loader run, int code, String message) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
        assertThat(run.said()).matches(message);
        assertThat(run.json().path("exitCode").asInt()).isEqualTo(code);
        assertThat(run.json().path("message").asString()).matches(message);
    }

    @Test
    void aWrongSettingIsNamedAndDomoHearsNothing() {
        domo();
        domo.also("domo: { client-id: '', poll-interval: soon }");
        assertThat(domo.run("streams", "list").exitCode()).isEqualTo(2);
        assertThat(domo.run("executions", "commit", "1", "1", "--wait").err())
                .contains("domo.client-id is missing", "domo.poll-interval is soon");
        assertThat(domo.calls).isEmpty();
    }

    @Test
    void theShellIsToldHowToComplete() {
        domo();
        var script = domo.run("generate-completion").out();
        assertThat(script).contains("_domo-stream-loader", "picocli_domo-stream-loader_streams_search", "--qualifiers");
    }

    private static void fine(Loader run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
    }

    private static JsonNode json(Loader run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    private static String ids(Loader run) {
        return String.join(
                " ",
                json(run).values().stream()
                        .map(each -> each.path("id").asString())
                        .toList());
    }

    private static byte[] gzip(String csv) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(csv.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
