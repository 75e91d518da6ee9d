package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.domostream.loader.domo.StreamApi.Stretch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StreamApiTest {
    private static final Stretch AS_DOMO_HAS_IT = new Stretch(null, null, false);
    private static final String NOVEL =
            "{\"id\":42,\"novel\":{\"b\":[1,null],\"a\":\"ä\"},\"updateMethod\":\"APPEND\"}";

    @RegisterExtension
    private final ScriptedDomo domo = new ScriptedDomo();

    private final StreamApi api = domo.client().streamApi();

    @Test
    void anAnswerIsAllThatDomoSent() {
        domo.answer(200, NOVEL).answer(200, "[" + NOVEL + "]").answer(201, NOVEL);
        assertThat(api.retrieveStream(42, null)).hasToString(NOVEL);
        assertThat(api.listStreams(AS_DOMO_HAS_IT, null, null)).hasToString("[" + NOVEL + "]");
        assertThat(api.createStream(json("{\"dataSet\":{}}"))).hasToString(NOVEL);
    }

    @Test
    void whatIsNotGivenIsNotSent() {
        domo.answer(200, "[]").answer(200, "[]").answer(200, "[]");
        api.listStreams(AS_DOMO_HAS_IT, null, null);
        api.searchStreams("dataSource.name:A&B c", AS_DOMO_HAS_IT, null, null);
        api.listExecutions(42, AS_DOMO_HAS_IT);
        api.retrieveStream(42, null);
        api.createExecution(42, null);
        assertThat(domo.asked())
                .extracting(ScriptedDomo.Asked::line)
                .containsExactly(
                        "GET /v1/streams",
                        "GET /v1/streams/search?q=dataSource.name%3AA%26B%20c",
                        "GET /v1/streams/42/executions",
                        "GET /v1/streams/42",
                        "POST /v1/streams/42/executions");
        assertThat(domo.asked()).extracting(ScriptedDomo.Asked::text).containsOnly("");
    }

    @Test
    void whatIsGivenIsSent() {
        domo.answer(200, "[]").answer(200, "[]").answer(200, "[]");
        var stretch = new Stretch(10, 20, false);
        api.listStreams(stretch, "-name", "all");
        api.searchStreams("dataSource.owner.id:27", stretch, "name", "id");
        api.listExecutions(42, stretch);
        api.retrieveStream(42, "all");
        assertThat(domo.asked())
                .extracting(ScriptedDomo.Asked::line)
                .containsExactly(
                        "GET /v1/streams?limit=10&offset=20&sort=-name&fields=all",
                        "GET /v1/streams/search?q=dataSource.owner.id%3A27&limit=10&offset=20&sort=name&fields=id",
                        "GET /v1/streams/42/executions?limit=10&offset=20",
                        "GET /v1/streams/42?fields=all");
    }

    @Test
    void aBodyGoesOutAsItIs() {
        var body = "{\"updateMethod\":\"UPSERT\",\"b\":1,\"a\":[\"ä\"]}";
        api.createStream(json(body));
        api.updateStream(42, json(body));
        api.createExecution(42, json(body));
        assertThat(domo.asked()).extracting(ScriptedDomo.Asked::text).containsOnly(body);
        assertThat(domo.asked())
                .extracting(ScriptedDomo.Asked::line)
                .containsExactly("POST /v1/streams", "PATCH /v1/streams/42", "POST /v1/streams/42/executions");
        assertThat(domo.asked()).extracting(sent -> sent.header("Content-Type")).containsOnly("application/json");
    }

    @ParameterizedTest
    @CsvSource({"true, gzip", "false, null"})
    void aPartGoesOutAsItIsWithItsHeaders(boolean gzip, String encoding) {
        var csv = "ä,1\n".getBytes(StandardCharsets.UTF_8);
        assertThat(api.uploadPart(42, 7, 3, csv, gzip)).hasToString(ScriptedDomo.EXECUTION);
        var sent = domo.asked().get(0);
        assertThat(sent.line()).isEqualTo("PUT /v1/streams/42/executions/7/part/3");
        assertThat(sent.header("Content-Type")).isEqualTo("text/csv");
        assertThat(sent.header("Content-Encoding")).isEqualTo(encoding);
        assertThat(sent.body()).isEqualTo(csv);
    }

    @Test
    void theOtherCallsAreWhereTheReferenceHasThem() {
        domo.answer(200, ScriptedDomo.EXECUTION).answer(200, ScriptedDomo.EXECUTION);
        assertThat(api.retrieveExecution(42, 7)).hasToString(ScriptedDomo.EXECUTION);
        assertThat(api.commit(42, 7)).hasToString(ScriptedDomo.EXECUTION);
        api.abort(42, 7);
        api.abortCurrent(42);
        api.deleteStream(42);
        assertThat(domo.asked())
                .extracting(ScriptedDomo.Asked::line)
                .containsExactly(
                        "GET /v1/streams/42/executions/7",
                        "PUT /v1/streams/42/executions/7/commit",
                        "PUT /v1/streams/42/executions/7/abort",
                        "PUT /v1/streams/42/executions/abort",
                        "DELETE /v1/streams/42");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            204, ""
            200, ""
            200, <html>done</html>
            200, null
            """)
    void deletesAndAbortsTakeAnAnswerThatSaysNothing(int status, String body) {
        domo.answer(status, body).answer(status, body).answer(status, body);
        assertThat(api.deleteStream(42)).isNull();
        assertThat(api.abort(42, 7)).isNull();
        assertThat(api.abortCurrent(42)).isNull();
    }

    @Test
    void anAbortThatIsAnsweredTellsTheExecution() {
        assertThat(api.abort(42, 7)).hasToString(ScriptedDomo.EXECUTION);
    }

    @Test
    void deletesAndAbortsMayBeRefused() {
        domo.answer(404, "{\"message\":\"gone\",\"toe\":\"T-1\"}").answer(403, "");
        assertThat(catchThrowableOfType(DomoException.Refused.class, () -> api.deleteStream(42)))
                .hasMessage("delete stream 42: HTTP 404: gone (toe T-1)");
        assertThat(catchThrowableOfType(DomoException.Refused.class, () -> api.abort(42, 7)))
                .hasMessage("abort execution 7 of stream 42: HTTP 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "<html>Sign in</html>"})
    void anAnswerOfAnotherKindIsNoAnswer(String body) {
        for (int i = 0; i < 3; i++) {
            domo.answer(200, body);
        }
        assertThat(catchThrowableOfType(DomoException.Unavailable.class, () -> api.retrieveExecution(42, 7)))
                .hasMessageStartingWith("retrieve execution 7 of stream 42: HTTP 200 with an");
    }

    @Test
    void whatMakesSomethingIsSentOnceAndTheRestAgain() {
        for (int i = 0; i < 4; i++) {
            domo.answer(503, "");
        }
        assertThat(catchThrowableOfType(DomoException.Unavailable.class, () -> api.commit(42, 7)))
                .isNotNull();
        assertThat(catchThrowableOfType(DomoException.Unavailable.class, () -> api.createStream(json("{}"))))
                .isNotNull();
        assertThat(catchThrowableOfType(DomoException.Unavailable.class, () -> api.createExecution(42, null)))
                .isNotNull();
        assertThat(catchThrowableOfType(DomoException.Unavailable.class, () -> api.abortCurrent(42)))
                .isNotNull();
        assertThat(domo.asked()).hasSize(4);
        domo.answer(503, "").answer(204, "").answer(503, "");
        api.deleteStream(42);
        api.uploadPart(42, 7, 1, new byte[] {'1'}, false);
        assertThat(domo.asked()).hasSize(8);
    }

    @Test
    void allFollowsThePagesToTheFirstThatBringsNothingNew() {
        domo.answer(200, "[{\"id\":1},{\"id\":2}]").answer(200, "[{\"id\":3}]").answer(200, "[]");
        assertThat(api.listStreams(new Stretch(2, 10, true), "name", "all"))
                .hasToString("[{\"id\":1}, {\"id\":2}, {\"id\":3}]");
        assertThat(domo.asked())
                .extracting(ScriptedDomo.Asked::line)
                .containsExactly(
                        "GET /v1/streams?limit=2&offset=10&sort=name&fields=all",
                        "GET /v1/streams?limit=2&offset=12&sort=name&fields=all",
                        "GET /v1/streams?limit=2&offset=13&sort=name&fields=all");
    }

    @Test
    void allEndsWhereTheOffsetIsIgnored() {
        domo.answer(200, "[{\"id\":1},{\"novel\":2}]").answer(200, "[{\"id\":1},{\"novel\":2}]");
        assertThat(api.listExecutions(42, new Stretch(null, null, true)))
                .isEqualTo(List.of(json("{\"id\":1}"), json("{\"novel\":2}")));
        assertThat(domo.asked())
                .extracting(ScriptedDomo.Asked::line)
                .containsExactly(
                        "GET /v1/streams/42/executions?limit=500&offset=0",
                        "GET /v1/streams/42/executions?limit=500&offset=2");
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
