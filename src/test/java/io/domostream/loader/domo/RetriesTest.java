package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
    void aCommitThatMayHaveBeenTakenIsSentOnce() {
        domo.cutConnection().answer(503, "");
        for (int i = 0; i < 2; i++) {
            var commit = catchThrowableOfType(
                    DomoException.Unavailable.class, () -> client.executions().commit(42, 7));
            assertThat(commit.mayHaveBeenDone()).isTrue();
        }
        assertThat(domo.asked()).hasSize(2);
    }

    @Test
    void aCommitThatWasNotTakenIsSentAgainAfterALook() {
        domo.answer(429, "").answer(429, "");
        var looks = new AtomicInteger();
        assertThat(client.executions().commit(42, 7, looks::incrementAndGet).id())
                .isEqualTo(7);
        assertThat(looks).hasValue(2);
        assertThat(domo.asked()).hasSize(3);
    }

    @Test
    void anExecutionWhoseCreationGotNoAnswerIsCreatedAgainAfterALook() {
        domo.cutConnection().answer(502, "<html>");
        var looks = new AtomicInteger();
        assertThat(client.executions().create(42, looks::incrementAndGet).id()).isEqualTo(7);
        assertThat(looks).hasValue(2);
        assertThat(domo.asked()).hasSize(3);
    }

    @Test
    void aStreamWhoseCreationGotNoAnswerIsSearchedForBeforeAnother() {
        var wanted = new NewStream("n", null, new Schema(List.of(new Column("LONG", "id"))), "REPLACE", List.of());
        var found = new Stream(5, null, "REPLACE", List.of(), false);
        domo.cutConnection();
        assertThat(client.streams().create(wanted, () -> Optional.of(found))).isSameAs(found);
        assertThat(domo.asked()).hasSize(1);

        domo.cutConnection().answer(200, "{\"id\":6}");
        assertThat(client.streams().create(wanted, Optional::empty).id()).isEqualTo(6);
        assertThat(domo.asked()).hasSize(3);

        domo.cutConnection();
        assertThat(catchThrowableOfType(
                        DomoException.Unavailable.class, () -> client.streams().create(wanted)))
                .isNotNull();
        assertThat(domo.asked()).hasSize(4);
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
