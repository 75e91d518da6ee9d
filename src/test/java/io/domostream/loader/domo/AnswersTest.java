package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import feign.Request;
import feign.Request.HttpMethod;
import feign.RetryableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of answer, or none, proves; a commit shows it best, since it is sent once. */
class AnswersTest {
    private static final String JSON = "{\"status\":0,\"message\":\"Domo's words\",\"toe\":\"T1-X\"}";
    private static final String PAGE = "<html><head><title>Down for\n maintenance</title></head><body>…</body></html>";
    private static final String COMMIT = "commit execution 7 of stream 42: ";

    @RegisterExtension
    private final ScriptedDomo domo = new ScriptedDomo();

    private final DomoClient client = domo.client();

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 406, 409, 422})
    void a4xxIsARefusalWhateverItsBody(int status) {
        domo.answer(status, JSON).answer(status, PAGE).answer(status, "");
        var json = refused();
        assertThat(json).hasMessage(COMMIT + "HTTP " + status + ": Domo's words (toe T1-X)");
        assertThat(json.status()).isEqualTo(status);
        assertThat(json.toe()).isEqualTo("T1-X");
        assertThat(refused()).hasMessage(COMMIT + "HTTP " + status + ": Down for maintenance");
        assertThat(refused()).hasMessage(COMMIT + "HTTP " + status);
    }

    @ParameterizedTest
    @CsvSource({"408, true", "429, false", "500, true", "502, true", "503, true", "504, true", "302, true"})
    void anotherStatusLeavesTheOutcomeUnknownUnlessItIsThrottled(int status, boolean mayHaveBeenDone) {
        int tries = mayHaveBeenDone ? 1 : 3;
        for (var body : new String[] {JSON, PAGE, ""}) {
            for (int i = 0; i < tries; i++) {
                domo.answer(status, body, "Location", "/elsewhere");
            }
            var e = unavailable();
            assertThat(e).hasMessageStartingWith(COMMIT + "HTTP " + status);
            assertThat(e.status()).isEqualTo(status);
            assertThat(e.mayHaveBeenDone()).isEqualTo(mayHaveBeenDone);
        }
        // A redirect isn't followed, and a commit isn't sent again unless it is proven that it was not taken.
        assertThat(domo.asked()).hasSize(3 * tries);
    }

    @Test
    void aMaintenancePageIsToldByItsTitle() {
        domo.answer(503, PAGE);
        assertThat(unavailable()).hasMessage(COMMIT + "HTTP 503: Down for maintenance");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"error\":\"invalid\",\"error_description\":\"what it means\"}', what it means",
        "'{\"error\":\"invalid\"}', invalid",
        "'{\"statusReason\":\"Bad Request\",\"message\":\" \"}', Bad Request",
        "'<p>one</p><script>no()</script> two', one two",
        "'plain words', plain words"
    })
    void whateverWordsAnErrorHasAreTold(String body, String words) {
        domo.answer(400, body);
        assertThat(refused()).hasMessage(COMMIT + "HTTP 400: " + words);
    }

    @Test
    void aPageInPlaceOfJsonLeavesTheOutcomeUnknown() {
        domo.answer(200, "<html><body><p>Please log in</p></body></html>");
        var e = unavailable();
        assertThat(e).hasMessageEndingWith("HTTP 200 with an answer that isn't the JSON expected: Please log in");
        assertThat(e.mayHaveBeenDone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{\"id\":7}", "{\"id\":7,\"currentState\":null}", "[]", "{\"id\":7,\"curr", "7"})
    void anAnswerWithoutAStateLeavesTheOutcomeUnknown(String body) {
        domo.answer(200, body);
        assertThat(unavailable().mayHaveBeenDone()).isTrue();
    }

    @Test
    void aConnectionCutBeforeTheAnswerLeavesTheOutcomeUnknown() {
        domo.cutConnection();
        var e = unavailable();
        assertThat(e.mayHaveBeenDone()).isTrue();
        assertThat(e.status()).isNull();
        assertThat(e).hasMessageStartingWith(COMMIT + "no answer: ");
        assertThat(domo.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 500})
    void aBodyCutShortLeavesTheOutcomeUnknown(int status) {
        domo.cutBody(status);
        assertThat(unavailable().mayHaveBeenDone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void aBodyThatStallsIsGivenUpAfterTheReadTimeout(int status) {
        domo.stallBody(status);
        var hasty = new DomoClient(domo.settings(0, Duration.ofMillis(200)), domo.clock(), Pause.real());
        assertThatThrownBy(() -> hasty.executions().commit(42, 7))
                .isInstanceOfSatisfying(
                        DomoException.Unavailable.class,
                        e -> assertThat(e.mayHaveBeenDone()).isTrue())
                .hasMessage(COMMIT + "no answer: the answer stopped halfway");
    }

    @Test
    void aCallWithoutAnAnswerIsGivenUpAfterTheReadTimeout() {
        var hasty = new DomoClient(domo.settings(0, Duration.ofMillis(200)), domo.clock(), Pause.real());
        hasty.executions().retrieve(42, 7);
        var reached = domo.hang();
        assertThatThrownBy(() -> hasty.executions().commit(42, 7))
                .isInstanceOfSatisfying(
                        DomoException.Unavailable.class,
                        e -> assertThat(e.mayHaveBeenDone()).isTrue());
        assertThat(reached).isDone();
    }

    @Test
    void noConnectionProvesThatNothingWasSent() {
        // The token is still good: it is the commit itself that finds no connection.
        client.executions().retrieve(42, 7);
        domo.stop();
        var e = catchThrowableOfType(
                DomoException.NotSent.class, () -> client.executions().commit(42, 7));
        assertThat(e).hasMessageStartingWith(COMMIT + "no connection to Domo: ");
    }

    @Test
    void onlyAFailureToConnectProvesThatNothingWasSent() {
        assertThat(verdict(new ConnectException("refused"))).isInstanceOf(DomoException.NotSent.class);
        assertThat(verdict(new HttpConnectTimeoutException("slow"))).isInstanceOf(DomoException.NotSent.class);
        for (var cause :
                new IOException[] {new HttpTimeoutException("slow"), new IOException("reset"), new IOException()}) {
            assertThat(verdict(cause))
                    .isInstanceOfSatisfying(
                            DomoException.Unavailable.class,
                            e -> assertThat(e.mayHaveBeenDone()).isTrue());
        }
    }

    @Test
    void aMistakeOnThisSideIsNotBlamedOnDomo() {
        var mistake = new IllegalStateException("ours");
        assertThatThrownBy(() -> verdicts().of("x", mistake)).isSameAs(mistake);
    }

    @Test
    void aTokenThatAnAnswerRepeatsIsNotCutInHalf() {
        domo.answer(400, "x".repeat(196) + "token-1");
        assertThat(refused()).hasMessageContaining("xx***").hasMessageNotContaining("toke");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500, 200})
    void neitherSecretNorTokenNorRowsAreInWhatIsPrinted(int status) {
        var client = new DomoClient(domo.settings(0), domo.clock(), Pause.real());
        domo.answer(status, "{\"message\":\"token-1 is not good\"}");
        var e = catchThrowableOfType(
                DomoException.class,
                () -> client.parts().upload(42, 7, 3, "a,row".getBytes(StandardCharsets.UTF_8), false));
        assertThat(printed(e) + domo.settings(1))
                .doesNotContain("token-1", ScriptedDomo.SECRET, "a,row", "FeignException")
                .contains("*** is not good");
    }

    @Test
    void neitherAreTheyWhereTheConnectionIsCut() {
        domo.cutConnection();
        assertThat(printed(unavailable())).doesNotContain("token-1", ScriptedDomo.SECRET, "Bearer", "FeignException");
    }

    private static String printed(Throwable e) {
        var trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private DomoException.Refused refused() {
        return catchThrowableOfType(
                DomoException.Refused.class, () -> client.executions().commit(42, 7));
    }

    private DomoException.Unavailable unavailable() {
        return catchThrowableOfType(
                DomoException.Unavailable.class, () -> client.executions().commit(42, 7));
    }

    private DomoException verdict(IOException cause) {
        var request = Request.create(HttpMethod.PUT, "/", Map.of(), null, null, null);
        return verdicts().of("x", new RetryableException(-1, "failed", HttpMethod.PUT, cause, (Long) null, request));
    }

    private Verdicts verdicts() {
        return new Verdicts(new Throttle(domo.clock(), domo.clock()::forward, Duration.ofMillis(1)));
    }
}
