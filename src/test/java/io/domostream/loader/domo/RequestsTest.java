package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
    private static final String STREAM =
            "{\"id\":42,\"dataSet\":{\"id\":\"d\",\"name\":\"n\",\"rows\":3},\"updateMethod\":\"APPEND\",\"new\":1}";
    private static final Stream MAPPED = new Stream(42, new DataSet("d", "n", null, 3L, null), "APPEND", null, false);

    @RegisterExtension
    private final ScriptedDomo domo = new ScriptedDomo();

    private final DomoClient client = domo.client();

    @Test
    void everyCallCarriesTheTokenAndAsksForJson() {
        client.executions().create(42);
        var sent = domo.asked().get(0);
        assertThat(sent.header("Authorization")).isEqualTo("Bearer token-1");
        assertThat(sent.header("Accept")).isEqualTo("application/json");
    }

    @Test
    void theTokenIsAskedForWithBasicAndInTheQuery() {
        client.executions().create(42);
        var asked = domo.tokenCalls().get(0);
        assertThat(asked.line()).isEqualTo("POST /oauth/token?grant_type=client_credentials");
        assertThat(asked.header("Authorization")).isEqualTo("Basic YW4taWQ6dmVyeS1zZWNyZXQtd29yZHM=");
        assertThat(asked.text()).isEmpty();
    }

    @Test
    void aStreamIsRetrievedWithAllItsFields() {
        domo.answer(200, STREAM);
        assertThat(client.streams().retrieve(42)).isEqualTo(MAPPED);
        assertThat(domo.asked().get(0).line()).isEqualTo("GET /v1/streams/42?fields=all");
    }

    @Test
    void aStreamOfADeletedDataSetSaysSo() {
        domo.answer(200, "{\"id\":42,\"deleted\":true}");
        assertThat(client.streams().retrieve(42)).isEqualTo(new Stream(42, null, null, null, true));
    }

    @Test
    void aStreamIsCreatedWithTypeBeforeNameAndWithoutEmptyKeys() {
        domo.answer(201, "{\"id\":\"42\",\"new\":1,\"dataSet\":{\"id\":\"d\",\"name\":\"n\"}}");
        var schema = new Schema(List.of(new Column("LONG", "id")));
        var made = client.streams().create(new NewStream("n", null, schema, "REPLACE", List.of()));
        assertThat(made).isEqualTo(new Stream(42, new DataSet("d", "n", null, null, null), null, null, false));
        var sent = domo.asked().get(0);
        assertThat(sent.line()).isEqualTo("POST /v1/streams");
        assertThat(sent.header("Content-Type")).isEqualTo("application/json");
        assertThat(sent.text())
                .isEqualTo(
                        "{\"dataSet\":{\"name\":\"n\",\"schema\":{\"columns\":[{\"type\":\"LONG\",\"name\":\"id\"}]}},"
                                + "\"updateMethod\":\"REPLACE\"}");
    }

    @Test
    void aStreamIsCreatedWithDescriptionAndKeysWhereGiven() {
        domo.answer(200, STREAM);
        var schema = new Schema(List.of(new Column("LONG", "id")));
        assertThat(client.streams().create(new NewStream("n", "what", schema, "UPSERT", List.of("id"))))
                .isEqualTo(MAPPED);
        assertThat(domo.asked().get(0).text())
                .contains("\"description\":\"what\"")
                .endsWith("\"updateMethod\":\"UPSERT\",\"keyColumnNames\":[\"id\"]}");
    }

    @Test
    void aStreamIsUpdatedByAPatchOfItsOwnFieldsAlone() {
        domo.answer(200, STREAM);
        assertThat(client.streams().update(42, "UPSERT", List.of("id"))).isEqualTo(MAPPED);
        assertThat(domo.asked().get(0).line()).isEqualTo("PATCH /v1/streams/42");
        assertThat(domo.asked().get(0).text()).isEqualTo("{\"updateMethod\":\"UPSERT\",\"keyColumnNames\":[\"id\"]}");
    }

    @ParameterizedTest
    @CsvSource({"204, ''", "200, '{\"id\":42}'", "200, ''"})
    void deletesTakeAnAnswerWithOrWithoutABody(int status, String body) {
        domo.answer(status, body).answer(status, body);
        client.streams().delete(42);
        client.dataSets().delete("d");
        assertThat(domo.asked())
                .extracting(ScriptedDomo.Asked::line)
                .containsExactly("DELETE /v1/streams/42", "DELETE /v1/datasets/d");
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "1000, 500", "0, 1"})
    void listsAskForOneTo500(int limit, int sent) {
        domo.answer(200, "[" + STREAM + "]").answer(200, "[" + ScriptedDomo.EXECUTION + "]");
        assertThat(client.streams().list(limit, 20)).containsExactly(MAPPED);
        assertThat(client.executions().list(42, limit, 20))
                .extracting(Execution::id)
                .containsExactly(7L);
        assertThat(domo.asked())
                .extracting(ScriptedDomo.Asked::line)
                .containsExactly(
                        "GET /v1/streams?limit=" + sent + "&offset=20&fields=all",
                        "GET /v1/streams/42/executions?limit=" + sent + "&offset=20");
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
        assertThat(URLDecoder.decode(query, StandardCharsets.UTF_8)).isEqualTo("dataSource.name:" + name);
        assertThat(domo.asked().get(1).uri().getQuery()).endsWith("fields=all&limit=500&offset=2");
    }

    @Test
    void aSearchByDataSetLeavesOthersOutAndEndsWhereTheOffsetIsIgnored() {
        var page = "[{\"id\":1,\"dataSet\":{\"id\":\"d\"}},{\"id\":2,\"dataSet\":{\"id\":\"e\"}},{\"id\":3}]";
        domo.answer(200, page).answer(200, page);
        assertThat(client.streams().searchByDataSet("d")).extracting(Stream::id).containsExactly(1L, 3L);
        assertThat(domo.asked()).hasSize(2);
        assertThat(domo.asked().get(0).uri().getQuery()).startsWith("q=dataSource.id:d&fields=all");
    }

    @ParameterizedTest
    @CsvSource({
        "create, POST /v1/streams/42/executions",
        "retrieve, GET /v1/streams/42/executions/7",
        "commit, PUT /v1/streams/42/executions/7/commit"
    })
    void anExecutionIsAnsweredWithItsState(String call, String line) {
        domo.answer(
                200,
                "{\"id\":7,\"startedAt\":\"2016-05-26T22:20:21Z\",\"endedAt\":\"2016-05-26T22:21:21Z\","
                        + "\"currentState\":\"A_NEW_ONE\",\"createdAt\":\"x\",\"modifiedAt\":\"y\"}");
        var executions = client.executions();
        var answered = switch (call) {
            case "create" -> executions.create(42);
            case "commit" -> executions.commit(42, 7);
            default -> executions.retrieve(42, 7);
        };
        assertThat(answered).isEqualTo(new Execution(7, "A_NEW_ONE", "2016-05-26T22:20:21Z", "2016-05-26T22:21:21Z"));
        var sent = domo.asked().get(0);
        assertThat(sent.line()).isEqualTo(line);
        assertThat(sent.text()).isEmpty();
        assertThat(sent.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void anAbortTakesAnAnswerWithOrWithoutBody() {
        domo.answer(204, "").answer(200, ScriptedDomo.EXECUTION);
        client.executions().abort(42, 7);
        client.executions().abortCurrent(42);
        assertThat(domo.asked())
                .extracting(ScriptedDomo.Asked::line)
                .containsExactly("PUT /v1/streams/42/executions/7/abort", "PUT /v1/streams/42/executions/abort");
    }

    @Test
    void aPartGoesOutAsItIsWithItsHeaders() {
        var gzip = new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3};
        assertThat(client.parts().upload(42, 7, 3, gzip, true).id()).isEqualTo(7);
        var sent = domo.asked().get(0);
        assertThat(sent.line()).isEqualTo("PUT /v1/streams/42/executions/7/part/3");
        assertThat(sent.header("Content-Type")).isEqualTo("text/csv");
        assertThat(sent.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(sent.header("Content-Length")).isEqualTo("7");
        assertThat(sent.body()).isEqualTo(gzip);
        client.parts().upload(42, 7, 3, "ä,1\n".getBytes(StandardCharsets.UTF_8), false);
        assertThat(domo.asked().get(1).header("Content-Encoding")).isEqualTo("null");
        assertThat(domo.asked().get(1).text()).isEqualTo("ä,1\n");
    }

    @Test
    void aDataSetIsRetrievedWithItsRowsAndSchema() {
        domo.answer(
                200,
                "{\"id\":\"b\",\"name\":\"n\",\"description\":\"what\",\"rows\":5,\"columns\":1,"
                        + "\"schema\":{\"columns\":[{\"type\":\"LONG\",\"name\":\"id\"}],\"objects\":[]}}");
        assertThat(client.dataSets().retrieve("b"))
                .isEqualTo(new DataSet("b", "n", "what", 5L, new Schema(List.of(new Column("LONG", "id")))));
        assertThat(domo.asked().get(0).line()).isEqualTo("GET /v1/datasets/b");
    }

    @Test
    void aDataSetIsFoundByItsExactName() {
        domo.answer(200, "[{\"id\":\"a\",\"name\":\"Orders old\"},{\"id\":\"b\",\"name\":\"Orders\",\"rows\":5}]")
                .answer(200, "[]");
        assertThat(client.dataSets().listByName("Orders"))
                .extracting(DataSet::rows)
                .containsExactly(5L);
        assertThat(domo.asked())
                .extracting(ScriptedDomo.Asked::line)
                .containsExactly(
                        "GET /v1/datasets?nameLike=Orders&limit=50&offset=0",
                        "GET /v1/datasets?nameLike=Orders&limit=50&offset=2");
    }

    @Test
    void aSchemaIsChangedByPutOfTheColumnsAlone() {
        domo.answer(200, "{\"id\":\"b\",\"schema\":{\"columns\":[],\"objects\":[]}}");
        client.dataSets().updateSchema("b", new Schema(List.of(new Column("STRING", "x"))));
        var put = domo.asked().get(0);
        assertThat(put.line()).isEqualTo("PUT /v1/datasets/b");
        assertThat(put.text()).isEqualTo("{\"schema\":{\"columns\":[{\"type\":\"STRING\",\"name\":\"x\"}]}}");
    }
}
