package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.domostream.loader.BadSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private final SettableClock clock = new SettableClock();
    private final ScriptedDomo domo;
    private final DomoClient client;

    AnswersTest() throws Exception {
        domo = new ScriptedDomo();
        client = domo.client(clock);
    }

    @AfterEach
    void close() {
        domo.close();
    }

    @Test
    void aMaintenancePageIsToldByItsTitle() {
        domo.answer(503, "<html><head><title>Down for\n maintenance</title></head><body>…</body></html>");
        var e = catchThrowableOfType(
                DomoException.Unavailable.class, () -> client.executions().commit(42, 7));
        assertThat(e).hasMessage("commit execution 7 of stream 42: HTTP 503: Down for maintenance");
    }

    @Test
    void aPageInPlaceOfJsonLeavesTheOutcomeUnknown() {
        domo.answer(200, "<html><body><p>Please log in</p></body></html>");
        var e = catchThrowableOfType(
                DomoException.Unavailable.class, () -> client.executions().commit(42, 7));
        assertThat(e).hasMessageEndingWith("HTTP 200 with an answer that isn't the JSON expected: Please log in");
        assertThat(e.mayHaveBeenDone()).isTrue();
    }

    @Test
    void anEmptyAnswerOrOneWithoutAStateLeavesTheOutcomeUnknown() {
        domo.answer(200, "").answer(200, "{\"id\":7}").answer(200, "null");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> client.executions().commit(42, 7)).isInstanceOf(DomoException.Unavailable.class);
        }
    }

    @Test
    void anAbortTakesAnAnswerWithOrWithoutBody() {
        domo.answer(204, "").answer(200, ScriptedDomo.EXECUTION);
        client.executions().abort(42, 7);
        client.executions().abortCurrent(42);
        assertThat(domo.asked())
                .extracting(asked -> asked.uri().getPath())
                .containsExactly("/v1/streams/42/executions/7/abort", "/v1/streams/42/executions/abort");
    }

    @Test
    void aRedirectIsNeverFollowed() {
        domo.answer(302, "", "Location", "/elsewhere");
        assertThatThrownBy(() -> client.executions().commit(42, 7)).isInstanceOf(DomoException.Unavailable.class);
        assertThat(domo.asked()).hasSize(1);
    }

    @Test
    void neitherSecretNorTokenNorRowsAreInWhatIsPrinted() {
        domo.answer(400, "{\"message\":\"token-1 is not good\"}");
        var e = catchThrowableOfType(
                DomoException.Refused.class,
                () -> client.parts().upload(42, 7, 3, "a,row".getBytes(StandardCharsets.UTF_8), false));
        var trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        assertThat(trace + domo.settings(1).toString())
                .doesNotContain("token-1", ScriptedDomo.SECRET, "a,row", "FeignException")
                .contains("*** is not good");
    }

    @Test
    void gzipGoesOutAsItIsWithItsHeaders() {
        var body = new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3};
        client.parts().upload(42, 7, 3, body, true);
        var sent = domo.asked().get(0);
        assertThat(sent.method() + " " + sent.uri()).isEqualTo("PUT /v1/streams/42/executions/7/part/3");
        assertThat(sent.header("Content-Type")).isEqualTo("text/csv");
        assertThat(sent.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(sent.header("Content-Length")).isEqualTo("7");
        assertThat(sent.body()).isEqualTo(body);
        client.parts().upload(42, 7, 3, body, false);
        assertThat(domo.asked().get(1).header("Content-Encoding")).isEqualTo("null");
    }

    @Test
    void aStreamIsCreatedWithTypeBeforeNameAndWithoutEmptyKeys() {
        domo.answer(201, "{\"id\":\"42\",\"new\":1,\"dataSet\":{\"id\":\"d\",\"name\":\"n\"}}");
        var schema = new Schema(List.of(new Column("LONG", "id")));
        var made = client.streams().create(new NewStream("n", null, schema, "REPLACE", List.of()));
        assertThat(made).isEqualTo(new Stream(42, new DataSet("d", "n", null, 0, null), null, false));
        assertThat(domo.asked().get(0).text())
                .isEqualTo(
                        "{\"dataSet\":{\"name\":\"n\",\"schema\":{\"columns\":[{\"type\":\"LONG\",\"name\":\"id\"}]}},"
                                + "\"updateMethod\":\"REPLACE\"}");
        client.streams().update(42, "UPSERT", List.of("id"));
    }

    @Test
    void aSearchGivesTheExactNameAloneFromAllPages() {
        var name = "a+b {c} & 100%20, d:é*";
        domo.answer(
                        200,
                        "[{\"id\":1,\"dataSet\":{\"id\":\"x\",\"name\":\"%s 2\"}},{\"id\":2,\"dataSet\":{\"id\":\"y\"}}]"
                                .replace("%s", name))
                .answer(200, "[{\"id\":3,\"dataSet\":{\"id\":\"z\",\"name\":\"" + name + "\"}}]")
                .answer(200, "[]")
                .answer(200, "{\"id\":2,\"dataSet\":{\"id\":\"y\",\"name\":\"other\"}}");
        assertThat(client.streams().searchByName(name)).extracting(Stream::id).containsExactly(3L);
        var query = domo.asked().get(0).uri().getRawQuery().split("&", 2)[0].substring(2);
        assertThat(java.net.URLDecoder.decode(query, StandardCharsets.UTF_8)).isEqualTo("dataSource.name:" + name);
        assertThat(domo.asked().get(1).uri().getQuery()).endsWith("fields=all&limit=500&offset=2");
    }

    @Test
    void aBodyThatStallsIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0)) {
            var server = new Thread(() -> halfAnAnswer(silent));
            server.start();
            var settings = new DomoSettings(
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                    "an-id",
                    "s3",
                    Duration.ofSeconds(2),
                    Duration.ofMillis(300),
                    0);
            var stalled = new DomoClient(settings, clock);
            assertThatThrownBy(() -> stalled.executions().retrieve(1, 1))
                    .isInstanceOf(DomoException.NotSent.class)
                    .hasMessageContaining("the answer stopped halfway");
        }
    }

    @Test
    void settingsTellEveryMistakeAndNoSecret() {
        var url = URI.create("http://127.0.0.1.example.com");
        assertThatThrownBy(() -> new DomoSettings(url, " ", "", Duration.ZERO, Duration.ofSeconds(1), 99))
                .isInstanceOfSatisfying(
                        BadSettings.class, e -> assertThat(e.problems()).hasSize(5))
                .hasMessageContaining("give DOMO_CLIENT_ID");
    }

    private static void halfAnAnswer(ServerSocket silent) {
        try {
            var socket = silent.accept();
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{".getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
