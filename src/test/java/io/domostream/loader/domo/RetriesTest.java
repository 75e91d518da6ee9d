package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetriesTest {
    private static final byte[] ROW = {'1', '\n'};

    @RegisterExtension
    private final ScriptedDomo domo = new ScriptedDomo();

    private final DomoClient client = domo.client();

    @Test
    void anUploadIsSentAgainAfterA503AndACutConnection() {
        domo.answer(503, "").cutConnection();
        assertThat(client.parts().upload(42, 7, 3, ROW, false).id()).isEqualTo(7);
        assertThat(domo.asked()).hasSize(3);
        assertThat(client.effort().retries()).isEqualTo(2);
    }

    @Test
    void retriesUsedUpEndInTheLastFailure() {
        domo.answer(500, "{\"message\":\"first\"}").answer(502, "").answer(504, "{\"message\":\"last\"}");
        var e = catchThrowableOfType(
                DomoException.Unavailable.class, () -> client.parts().upload(42, 7, 3, ROW, false));
        assertThat(e).hasMessage("upload part 3 of execution 7 of stream 42: HTTP 504: last");
        assertThat(e.mayHaveBeenDone()).isTrue();
    }

    @Test
    void aRefusedPartIsNotSentAgain() {
        domo.answer(400, "{\"status\":400,\"message\":\"too few columns\",\"toe\":\"T1-X\"}");
        var e = catchThrowableOfType(
                DomoException.Refused.class, () -> client.parts().upload(42, 7, 3, ROW, false));
        assertThat(e).hasMessageEndingWith("HTTP 400: too few columns (toe T1-X)");
        assertThat(e.toe()).isEqualTo("T1-X");
        assertThat(domo.asked()).hasSize(1);
    }

    @Test
    void commitAndCreateAreSentOnceWhateverHappens() {
        domo.cutConnection().answer(503, "").cutConnection();
        var schema = new Schema(List.of(new Column("LONG", "id")));
        var commit = catchThrowableOfType(
                DomoException.Unavailable.class, () -> client.executions().commit(42, 7));
        assertThat(commit.mayHaveBeenDone()).isTrue();
        assertThat(catchThrowableOfType(
                        DomoException.Unavailable.class,
                        () -> client.executions().create(42)))
                .isNotNull();
        assertThat(catchThrowableOfType(
                        DomoException.Unavailable.class,
                        () -> client.streams().create(new NewStream("n", null, schema, "REPLACE", List.of()))))
                .isNotNull();
        assertThat(domo.asked()).hasSize(3);
    }

    @Test
    void callsThatReadOrMayBeRepeatedAreSentAgain() {
        domo.answer(429, "").answer(502, "").answer(200, ScriptedDomo.EXECUTION).cutBody(200);
        client.executions().retrieve(42, 7);
        client.executions().abort(42, 7);
        assertThat(domo.asked())
                .extracting(ScriptedDomo.Asked::method)
                .containsExactly("GET", "GET", "GET", "PUT", "PUT");
    }

    @Test
    void theAbortOfTheCurrentExecutionIsSentOnce() {
        domo.answer(503, "");
        assertThat(catchThrowableOfType(
                        DomoException.Unavailable.class,
                        () -> client.executions().abortCurrent(42)))
                .isNotNull();
        assertThat(domo.asked()).hasSize(1);
    }
}
