package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnswersTest {
    @RegisterExtension
    private final ScriptedDomo domo = new ScriptedDomo();

    private final DomoClient client = domo.client();

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
    void aTokenThatAnAnswerRepeatsIsNotCutInHalf() {
        domo.answer(400, "x".repeat(196) + "token-1");
        var e = catchThrowableOfType(
                DomoException.Refused.class, () -> client.executions().commit(42, 7));
        assertThat(e).hasMessageContaining("xx***").hasMessageNotContaining("toke");
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
}
