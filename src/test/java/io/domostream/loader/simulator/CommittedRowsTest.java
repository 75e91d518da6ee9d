package io.domostream.loader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommittedRowsTest {

    @RegisterExtension
    private final Domo domo = new Domo();

    @Test
    void replaceLeavesOnlyTheNewRowsAndAppendAddsThem() {
        var replaced = domo.newStream(Domo.TWO_TEXTS, "\"updateMethod\":\"REPLACE\"");
        domo.load(replaced, "a,1", "b,2");
        assertThat(domo.load(replaced, "c,3")).isEqualTo("c,3\n");
        var appended = domo.newStream(Domo.TWO_TEXTS, "\"updateMethod\":\"APPEND\"");
        domo.load(appended, "a,1");
        assertThat(domo.load(appended, "b,2")).isEqualTo("a,1\nb,2\n");
        assertThat(domo.get(Domo.dataSet(appended)).path("rows").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPSERT", "APPEND"})
    void keyedRowsAreMergedAndTheLastOneWins(String method) {
        var stream =
                domo.newStream(Domo.TWO_TEXTS, "\"updateMethod\":\"" + method + "\",\"keyColumnNames\":[\"Friend\"]");
        domo.load(stream, "a,1\nb,2\n,3");
        assertThat(domo.load(stream, "b,4\nc,5", "c,6")).isEqualTo("a,1\n,3\nb,4\nc,6\n");
    }

    @Test
    void upsertNeedsKeysThatAreColumns() {
        var dataSet = "{\"dataSet\":{\"name\":\"n\",\"schema\":{\"columns\":" + Domo.TWO_TEXTS + "}},";
        assertThat(domo.call("POST", "/v1/streams", dataSet + "\"updateMethod\":\"UPSERT\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(domo.call("POST", "/v1/streams", dataSet + "\"keyColumnNames\":[\"x\"]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(domo.call("POST", "/v1/streams", dataSet + "\"updateMethod\":\"MERGE\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void exportTellsNullFromTheEmptyTextAndQuotesWhereNeeded() {
        var stream = domo.newStream(Domo.TWO_TEXTS, "\"updateMethod\":\"REPLACE\"");
        var rows = domo.load(stream, ",\"\"\r\n\"a,b\",\"say \"\"x\"\"\"\r\n\"two\nlines\",\\N\n\"plain\",\"\\N\"");
        assertThat(rows).isEqualTo(",\"\"\n\"a,b\",\"say \"\"x\"\"\"\n\"two\nlines\",\nplain,\"\\N\"\n");
        assertThat(domo.call("GET", Domo.dataSet(stream) + "/data?includeHeader=true")
                        .body())
                .isEqualTo("Friend,Attending\n" + rows);
    }

    @Test
    void rowsFromBeforeAColumnWasAddedHoldNullThere() {
        var stream = domo.newStream(Domo.TWO_TEXTS, "\"updateMethod\":\"APPEND\"");
        domo.load(stream, "a,1");
        var columns = Domo.columns("STRING Friend", "STRING Attending", "LONG n");
        domo.call("PUT", Domo.dataSet(stream), "{\"schema\":{\"columns\":" + columns + "}}");
        assertThat(domo.load(stream, "b,2,3")).isEqualTo("a,1,\nb,2,3\n");
    }

    @Test
    void singleColumnHoldsNullForAnEmptyLine() {
        var stream = domo.newStream(Domo.columns("STRING only"), "\"updateMethod\":\"REPLACE\"");
        assertThat(domo.load(stream, "a\n\n\"\"\n")).isEqualTo("a\n\n\"\"\n");
    }
}
