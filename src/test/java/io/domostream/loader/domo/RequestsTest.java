package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RequestsTest {
    @RegisterExtension
    private final ScriptedDomo domo = new ScriptedDomo();

    private final DomoClient client = domo.client();

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
        assertThat(domo.asked().get(1).method()).isEqualTo("PATCH");
        assertThat(domo.asked().get(1).text()).isEqualTo("{\"updateMethod\":\"UPSERT\",\"keyColumnNames\":[\"id\"]}");
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
    void aDataSetIsFoundByItsExactNameAndItsSchemaChangedByPut() {
        domo.answer(200, "[{\"id\":\"a\",\"name\":\"Orders old\"},{\"id\":\"b\",\"name\":\"Orders\",\"rows\":5}]")
                .answer(200, "[]")
                .answer(200, "{\"id\":\"b\",\"schema\":{\"columns\":[],\"objects\":[]}}");
        assertThat(client.dataSets().listByName("Orders"))
                .extracting(DataSet::rows)
                .containsExactly(5L);
        client.dataSets().updateSchema("b", new Schema(List.of(new Column("STRING", "x"))));
        var put = domo.asked().get(2);
        assertThat(put.method() + " " + put.uri()).isEqualTo("PUT /v1/datasets/b");
        assertThat(put.text()).isEqualTo("{\"schema\":{\"columns\":[{\"type\":\"STRING\",\"name\":\"x\"}]}}");
    }
}
