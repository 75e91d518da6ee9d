package io.domostream.loader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class StreamReferenceTest {

    @RegisterExtension
    private final Domo domo = new Domo();

    @Test
    void createAnswers201WithTheStreamAndItsLocation() {
        var answer = domo.call("POST", "/v1/streams/", """
                {"dataSet":{"name":"Party","description":"Guests","schema":{"columns":[
                {"type":"STRING","name":"Friend"},{"type":"STRING","name":"Attending"}]}},"updateMethod":"APPEND"}""");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).contains(domo.url + "/v1/streams/1");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=UTF-8");
        var stream = domo.json(answer);
        assertThat(stream.path("updateMethod").asString("")).isEqualTo("APPEND");
        assertThat(stream.path("createdAt").asString("")).isEqualTo("2016-05-26T21:03:35Z");
        assertThat(stream.path("dataSet").path("rows").asInt()).isZero();
        assertThat(stream.path("dataSet").path("owner").path("name").asString(""))
                .isEqualTo("DomoSupport");
        assertThat(answer.body()).contains("{\"type\":\"STRING\",\"name\":\"Friend\"}");
    }

    @Test
    void retrieveGivesTheWholeStreamOrTheFieldsAskedFor() {
        stream();
        assertThat(domo.get("/v1/streams/1").path("dataSet").path("name").asString(""))
                .isEqualTo("Party");
        assertThat(domo.get("/v1/streams/1?fields=updateMethod,createdAt").propertyNames())
                .containsExactly("id", "updateMethod", "createdAt");
    }

    @Test
    void patchOfTheWholeObjectChangesOnlyTheStreamsOwnFields() {
        stream();
        var answer =
                domo.call("PATCH", "/v1/streams/1", "{\"dataSet\":{\"name\":\"Other\"},\"updateMethod\":\"REPLACE\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(domo.json(answer).path("updateMethod").asString("")).isEqualTo("REPLACE");
        assertThat(domo.json(answer).path("dataSet").path("name").asString("")).isEqualTo("Party");
    }

    @Test
    void deleteAnswers204AndLeavesTheDataSet() {
        var stream = stream();
        assertThat(domo.call("DELETE", "/v1/streams/1").statusCode()).isEqualTo(204);
        assertThat(domo.call("GET", "/v1/streams/1").statusCode()).isEqualTo(404);
        assertThat(domo.call("GET", Domo.dataSet(stream)).statusCode()).isEqualTo(200);
    }

    @Test
    void streamOfADeletedDataSetIsASubsetMarkedDeleted() {
        var stream = stream();
        assertThat(domo.call("DELETE", Domo.dataSet(stream)).statusCode()).isEqualTo(204);
        var left = domo.get("/v1/streams/1");
        assertThat(left.path("deleted").asBoolean()).isTrue();
        assertThat(left.has("dataSet")).isFalse();
        assertThat(domo.call("POST", "/v1/streams/1/executions", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void listHasFiftyStreamsUnlessToldAndAtMost500() {
        for (var i = 0; i < 502; i++) {
            stream();
        }
        assertThat(domo.get("/v1/streams").size()).isEqualTo(50);
        assertThat(domo.get("/v1/streams?limit=1000").size()).isEqualTo(500);
        assertThat(domo.get("/v1/streams/?limit=1000&offset=500").size()).isEqualTo(2);
        assertThat(domo.get("/v1/streams?limit=5&offset=502").size()).isZero();
        assertThat(domo.get("/v1/streams?sort=-id").get(0).path("id").asInt()).isEqualTo(502);
        assertThat(domo.get("/v1/datasets?nameLike=part&limit=3").size()).isEqualTo(3);
        assertThat(domo.call("GET", "/v1/streams?limit=x").statusCode()).isEqualTo(400);
    }

    @Test
    void searchFindsByDataSetNameWithWildcardsAndOwner() {
        var id = stream().path("dataSet").path("id").asString("");
        assertThat(domo.get("/v1/streams/search?q=dataSource.id:" + id + "&fields=all")
                        .get(0)
                        .path("dataSet")
                        .path("name")
                        .asString(""))
                .isEqualTo("Party");
        assertThat(domo.get("/v1/streams/search?q=dataSource.name:Par*").size()).isEqualTo(1);
        assertThat(domo.get("/v1/streams/search?q=dataSource.name:Par").size()).isZero();
        assertThat(domo.get("/v1/streams/search?q=dataSource.owner.id:27&fields=all")
                        .size())
                .isEqualTo(1);
        assertThat(domo.call("GET", "/v1/streams/search?q=name:x").statusCode()).isEqualTo(400);
    }

    @Test
    void listIsSortedByAFieldEitherWay() {
        domo.newStream(Domo.TWO_TEXTS, "\"updateMethod\":\"REPLACE\"");
        domo.now.addAndGet(1);
        domo.newStream(Domo.TWO_TEXTS, "\"updateMethod\":\"APPEND\"");
        for (var sort : new String[] {"updateMethod", "-createdAt", "-modifiedAt", "-id"}) {
            assertThat(domo.get("/v1/streams?sort=" + sort).get(0).path("id").asInt())
                    .as(sort)
                    .isEqualTo(2);
        }
        assertThat(domo.get("/v1/streams?sort=name").size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "STRING, 201",
        "DECIMAL, 201",
        "LONG, 201",
        "DOUBLE, 201",
        "DATE, 201",
        "DATETIME, 201",
        "BOOLEAN, 400",
        "TIME, 400",
        "BINARY, 400",
        "'', 400"
    })
    void onlyDomosSixColumnTypesAreTaken(String type, int status) {
        var body = "{\"dataSet\":{\"name\":\"n\",\"schema\":{\"columns\":%s,\"objects\":[]}}}";
        var answer = domo.call("POST", "/v1/streams", body.formatted(Domo.columns(type + " v")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void columnNamesThatDifferOnlyByCaseAreRefused() {
        var stream = stream();
        var body = "{\"schema\":{\"columns\":" + Domo.columns("STRING a", "LONG A") + "}}";
        assertThat(domo.call("PUT", Domo.dataSet(stream), body).statusCode()).isEqualTo(400);
        var widened = "{\"schema\":{\"columns\":" + Domo.columns("STRING Friend", "STRING Attending", "LONG n") + "}}";
        assertThat(domo.json(domo.call("PUT", Domo.dataSet(stream), widened))
                        .path("columns")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void everyErrorBodyCarriesItsStatus() {
        for (var path :
                new String[] {"/v1/streams/9", "/v1/streams/x", "/v1/nothing", "/", "/v1/streams/9/executions/1"}) {
            var answer = domo.call("GET", path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(domo.json(answer).path("status").asInt()).isEqualTo(404);
            assertThat(domo.json(answer).propertyNames()).contains("statusReason", "message", "path", "toe");
        }
        assertThat(domo.call("PUT", "/v1/streams/9", "{}").statusCode()).isEqualTo(405);
        assertThat(domo.call("POST", "/v1/streams", "null").statusCode()).isEqualTo(400);
        assertThat(domo.call("POST", "/v1/streams", "{").statusCode()).isEqualTo(400);
    }

    private JsonNode stream() {
        return domo.newStream(Domo.TWO_TEXTS, "\"updateMethod\":\"APPEND\"");
    }
}
