package io.domostream.loader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.Assumed.Habit;
import io.domostream.loader.simulator.Assumed.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Each switch is tried in the position that isn't assumed, beside the one that is. */
class AssumedTest {
    private static final String EXECUTION = "/v1/streams/1/executions/1";
    private static final String BODY = "{\"dataSet\":{\"name\":\"n\"},\"updateMethod\":\"APPEND\"}";

    @ParameterizedTest
    @ValueSource(ints = {200, 201})
    void aStreamIsCreatedWith(int status) {
        try (var domo = new Domo(Assumed.defaults().with(Status.STREAM_CREATED, status))) {
            var answer = domo.call("POST", "/v1/streams", BODY);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(domo.json(answer).path("id").asInt()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204})
    void aStreamIsDeletedWith(int status) {
        try (var domo = new Domo(Assumed.defaults().with(Status.STREAM_DELETED, status))) {
            domo.newStream();
            assertThat(domo.status("DELETE", "/v1/streams/1")).isEqualTo(status);
            assertThat(domo.status("GET", "/v1/streams/1")).isEqualTo(404);
        }
    }

    @Test
    void aPutOfAStreamIsRefusedOrDoesWhatPatchDoes() {
        try (var domo = new Domo(Assumed.defaults());
                var other = new Domo(Assumed.defaults().with(Status.STREAM_PUT, 200))) {
            domo.newStream();
            other.newStream();
            assertThat(domo.call("PUT", "/v1/streams/1", BODY).statusCode()).isEqualTo(405);
            assertThat(other.call("PUT", "/v1/streams/1", BODY).statusCode()).isEqualTo(200);
            assertThat(other.get("/v1/streams/1").path("updateMethod").asString(""))
                    .isEqualTo("APPEND");
        }
    }

    @Test
    void anAbortByIdMayAnswerNothing() {
        try (var domo = new Domo(Assumed.defaults().with(Status.ABORTED_BY_ID, 204))) {
            domo.execute(domo.newStream());
            var answer = domo.call("PUT", EXECUTION + "/abort", "");
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
            assertThat(domo.state(EXECUTION)).isEqualTo("ABORTED");
        }
    }

    @Test
    void whatEndedTakesNoCommitNoPartAndNoAbort() {
        var assumed = Assumed.defaults()
                .with(Status.SECOND_COMMIT, 409)
                .with(Status.ABORT_OF_ENDED, 409)
                .with(Status.COMMIT_AFTER_ABORT, 404)
                .with(Status.PART_AFTER_ABORT, 404);
        for (var each : new Assumed[] {Assumed.defaults(), assumed}) {
            try (var domo = new Domo(each)) {
                var stream = domo.newStream();
                domo.load(stream, "a,b");
                assertThat(domo.status("PUT", EXECUTION + "/commit")).isEqualTo(each.status(Status.SECOND_COMMIT));
                assertThat(domo.status("PUT", EXECUTION + "/abort")).isEqualTo(each.status(Status.ABORT_OF_ENDED));
                assertThat(domo.part(EXECUTION, 2, "c,d").statusCode()).isEqualTo(400);
                var aborted = domo.execute(stream);
                domo.call("PUT", aborted + "/abort", "");
                assertThat(domo.status("PUT", aborted + "/abort")).isEqualTo(200);
                assertThat(domo.status("PUT", aborted + "/commit")).isEqualTo(each.status(Status.COMMIT_AFTER_ABORT));
                assertThat(domo.part(aborted, 1, "c,d").statusCode()).isEqualTo(each.status(Status.PART_AFTER_ABORT));
                assertThat(domo.rows(stream)).isEqualTo("a,b\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aTokenWithoutTheScopeIsRefusedWith(int status) {
        try (var domo = new Domo(Assumed.defaults().with(Status.SCOPE_MISSING, status))) {
            var granted = domo.send(domo.request("/oauth/token?grant_type=client_credentials&scope=user")
                    .header("Authorization", "Basic " + Domo.base64("id:secret")));
            var token = domo.json(granted).path("access_token").asString("");
            var refused = domo.send(domo.request("/v1/streams").header("Authorization", "Bearer " + token));
            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(domo.json(refused).path("error").asString("")).isEqualTo("insufficient_scope");
            assertThat(domo.json(refused).path("scope").asString("")).isEqualTo("data");
        }
    }

    @Test
    void listsShowADataSetByItsIdAloneOrWhole() {
        var assumed = Assumed.defaults().without(Habit.LISTS_SHOW_IDS_ONLY).without(Habit.FIELDS_ALL_SHOWS_ALL);
        try (var domo = new Domo(Assumed.defaults());
                var other = new Domo(assumed)) {
            domo.newStream();
            other.newStream();
            assertThat(shown(domo.get("/v1/streams"))).containsExactly("id", "pdpEnabled");
            assertThat(shown(domo.get("/v1/streams?fields=all"))).contains("name", "rows", "schema", "owner");
            assertThat(shown(domo.get("/v1/streams/search?q=dataSource.name:Party&fields=all")))
                    .contains("name");
            assertThat(shown(other.get("/v1/streams"))).contains("name", "rows");
            assertThat(shown(other.get("/v1/streams?fields=all"))).containsExactly("id", "pdpEnabled");
        }
    }

    @Test
    void aNewExecutionOrAnAbortStopsACommitUnderWayOrDoesNot() {
        var stuck = Domo.QUICK.withCommitEnds(ExecutionState.ACTIVE);
        var assumed = Assumed.defaults().without(Habit.CREATE_ABORTS_COMMIT).without(Habit.ABORT_STOPS_COMMIT);
        try (var domo = new Domo(stuck);
                var other = new Domo(stuck, assumed)) {
            for (var each : new Domo[] {domo, other}) {
                each.execute(each.newStream());
                each.call("PUT", EXECUTION + "/commit", "");
                each.call("POST", "/v1/streams/1/executions", "");
            }
            assertThat(domo.state(EXECUTION)).isEqualTo("ABORTED");
            assertThat(other.state(EXECUTION)).isEqualTo("ACTIVE");
            assertThat(other.status("PUT", EXECUTION + "/abort")).isEqualTo(400);
            var current = "/v1/streams/1/executions/abort";
            assertThat(other.status("PUT", current)).isEqualTo(204);
            assertThat(other.status("PUT", current)).isEqualTo(404);
            assertThat(other.state(EXECUTION)).isEqualTo("ACTIVE");
            domo.call("PUT", "/v1/streams/1/executions/2/commit", "");
            assertThat(domo.status("PUT", "/v1/streams/1/executions/2/abort")).isEqualTo(200);
            assertThat(domo.state("/v1/streams/1/executions/2")).isEqualTo("ABORTED");
        }
    }

    @Test
    void aCommitWithoutPartsEmptiesTheDataSetOrIsRefused() {
        try (var domo = new Domo(Assumed.defaults());
                var other = new Domo(Assumed.defaults().without(Habit.EMPTY_COMMIT_TAKEN))) {
            var stream = domo.newStream();
            domo.load(stream, "a,b");
            assertThat(domo.load(stream)).isEmpty();
            assertThat(other.status("PUT", other.execute(other.newStream()) + "/commit"))
                    .isEqualTo(400);
        }
    }

    @Test
    void aCommitWithMissingPartsIsTakenOrRefused() {
        for (var assumed : new Assumed[] {Assumed.defaults(), Assumed.defaults().without(Habit.PART_GAPS_COMMITTED)}) {
            try (var domo = new Domo(assumed)) {
                var execution = domo.execute(domo.newStream());
                domo.part(execution, 1, "a,1");
                domo.part(execution, 3, "c,3");
                var taken = assumed.has(Habit.PART_GAPS_COMMITTED);
                assertThat(domo.status("PUT", execution + "/commit")).isEqualTo(taken ? 200 : 400);
                domo.part(execution, 2, "b,2");
                assertThat(domo.status("PUT", execution + "/commit")).isEqualTo(taken ? 400 : 200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void whereNothingIsToAbortOrToFillTheAnswerIs(int status) {
        var assumed =
                Assumed.defaults().with(Status.ABORT_OF_NOTHING, status).with(Status.EXECUTION_WITHOUT_DATASET, status);
        try (var domo = new Domo(assumed)) {
            var stream = domo.newStream();
            assertThat(domo.status("PUT", "/v1/streams/1/executions/abort")).isEqualTo(status);
            domo.call("DELETE", Domo.dataSet(stream));
            assertThat(domo.status("POST", "/v1/streams/1/executions")).isEqualTo(status);
        }
    }

    @Test
    void aValueOfAnotherTypeIsRefusedOrTakenAsItIs() {
        var columns = Domo.columns("LONG n", "DATE d");
        assertThat(loaded(Assumed.defaults().without(Habit.VALUES_CHECKED), columns, "x,y"))
                .isEqualTo("x,y\n");
        try (var domo = new Domo(Assumed.defaults())) {
            var execution = domo.execute(domo.newStream(columns, "\"updateMethod\":\"REPLACE\""));
            assertThat(domo.part(execution, 1, "x,y").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aPartWithoutRowsIsTakenOrRefused() {
        try (var domo = new Domo(Assumed.defaults());
                var other = new Domo(Assumed.defaults().without(Habit.EMPTY_PART_TAKEN))) {
            assertThat(domo.part(domo.execute(domo.newStream()), 1, "").statusCode())
                    .isEqualTo(200);
            assertThat(other.part(other.execute(other.newStream()), 1, "").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void theSamePartAgainReplacesItOrIsLeftOut() {
        assertThat(loaded(Assumed.defaults(), Domo.TWO_TEXTS, "a,1", "b,2")).isEqualTo("b,2\n");
        assertThat(loaded(Assumed.defaults().without(Habit.SAME_PART_REPLACES), Domo.TWO_TEXTS, "a,1", "b,2"))
                .isEqualTo("a,1\n");
    }

    @Test
    void aBareBackslashNIsNullOrItself() {
        assertThat(loaded(Assumed.defaults(), Domo.TWO_TEXTS, "\\N,\"\\N\"")).isEqualTo(",\"\\N\"\n");
        assertThat(loaded(Assumed.defaults().without(Habit.BACKSLASH_N_IS_NULL), Domo.TWO_TEXTS, "\\N,x"))
                .isEqualTo("\"\\N\",x\n");
    }

    @Test
    void anEmptyTextInATypedColumnIsNoValueOrAMistake() {
        var columns = Domo.columns("LONG n", "STRING s");
        assertThat(loaded(Assumed.defaults(), columns, "\"\",x")).isEqualTo("\"\",x\n");
        try (var domo = new Domo(Assumed.defaults().without(Habit.EMPTY_TEXT_IS_NO_VALUE))) {
            var execution = domo.execute(domo.newStream(columns, "\"updateMethod\":\"REPLACE\""));
            assertThat(domo.part(execution, 1, "\"\",x").statusCode()).isEqualTo(400);
            assertThat(domo.part(execution, 1, ",x").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anEmptyLineOfASingleColumnIsARowOrNothing() {
        var column = Domo.columns("STRING only");
        assertThat(loaded(Assumed.defaults(), column, "a\n\nb")).isEqualTo("a\n\nb\n");
        assertThat(loaded(Assumed.defaults().without(Habit.EMPTY_LINE_IS_A_ROW), column, "a\n\nb"))
                .isEqualTo("a\nb\n");
    }

    @Test
    void aPartMayLieSoFarBeyondTheOthers() {
        try (var domo = new Domo(Assumed.defaults().withLargestPartGap(2))) {
            var execution = domo.execute(domo.newStream());
            assertThat(domo.part(execution, 2, "a,b").statusCode()).isEqualTo(200);
            assertThat(domo.part(execution, 4, "a,b").body()).contains("Too many non-consecutive part ids");
            assertThat(domo.part(execution, 3, "a,b").statusCode()).isEqualTo(200);
        }
    }

    /** What a DataSet holds after these were sent, all as part 1, and committed. */
    private static String loaded(Assumed assumed, String columns, String... sent) {
        try (var domo = new Domo(assumed)) {
            var stream = domo.newStream(columns, "\"updateMethod\":\"REPLACE\"");
            var execution = domo.execute(stream);
            for (var csv : sent) {
                assertThat(domo.part(execution, 1, csv).statusCode()).isEqualTo(200);
            }
            domo.call("PUT", execution + "/commit", "");
            assertThat(domo.settled(execution)).isEqualTo("SUCCESS");
            return domo.rows(stream);
        }
    }

    private static Iterable<String> shown(JsonNode streams) {
        return streams.get(0).path("dataSet").propertyNames();
    }
}
