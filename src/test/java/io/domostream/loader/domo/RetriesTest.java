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
        assertThat(client.retriesSoFar()).isEqualTo(2);
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
    void aCommitThatIsThrottledIsNotDone() {
        domo.answer(429, "");
        var e = catchThrowableOfType(
                DomoException.Unavailable.class, () -> client.executions().commit(42, 7));
        assertThat(e.mayHaveBeenDone()).isFalse();
    }

    @Test
    void noConnectionIsProvenNotSent() {
        var settings = domo.settings(0);
        domo.stop();
        var unreachable = new DomoClient(settings, domo.clock());
        assertThat(catchThrowableOfType(
                        DomoException.NotSent.class,
                        () -> unreachable.executions().commit(42, 7)))
                .isNotNull();
    }
}
