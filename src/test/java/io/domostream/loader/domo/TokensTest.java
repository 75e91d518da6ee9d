package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    @RegisterExtension
    private final ScriptedDomo domo = new ScriptedDomo();

    private final DomoClient client = domo.client();

    @Test
    void aTokenIsUsedUntilAMinuteBeforeItsEnd() {
        client.executions().retrieve(42, 7);
        domo.clock().forward(Duration.ofSeconds(3538));
        client.executions().retrieve(42, 7);
        assertThat(domo.tokensGiven()).isEqualTo(1);
        domo.clock().forward(Duration.ofSeconds(1));
        client.executions().retrieve(42, 7);
        assertThat(domo.tokensGiven()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"'', 240", "'\"expires_in\":60,', 30", "'\"expires_in\":600,', 540"})
    void aTokenWithAnotherLifeIsRenewedInTime(String life, int seconds) {
        domo.grant(200, "{%s\"access_token\":\"token-1\"}".formatted(life));
        client.executions().retrieve(42, 7);
        domo.clock().forward(Duration.ofSeconds(seconds - 1));
        client.executions().retrieve(42, 7);
        assertThat(domo.tokenCalls()).hasSize(1);
        domo.clock().forward(Duration.ofSeconds(1));
        client.executions().retrieve(42, 7);
        assertThat(domo.tokenCalls()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<html/>", "{\"access_token\":\"\"}"})
    void anAnswerWithoutATokenProvesTheCallNotSent(String body) {
        for (int i = 0; i < 3; i++) {
            domo.grant(200, body);
        }
        assertThat(catchThrowableOfType(
                        DomoException.NotSent.class, () -> client.executions().commit(42, 7)))
                .isNotNull();
        assertThat(domo.tokenCalls()).hasSize(3);
        assertThat(domo.asked()).isEmpty();
    }

    @Test
    void manyThreadsThatMeetA401RenewTheTokenOnce() throws Exception {
        client.executions().retrieve(42, 7);
        domo.forgetTokens();
        var threads = Executors.newFixedThreadPool(6);
        try {
            var uploads = new ArrayList<Callable<Execution>>();
            for (int part = 1; part <= 12; part++) {
                var id = part;
                uploads.add(() -> client.parts().upload(42, 7, id, new byte[] {'1', '\n'}, false));
            }
            for (var upload : threads.invokeAll(uploads)) {
                assertThat(upload.get().id()).isEqualTo(7);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(domo.tokensGiven()).isEqualTo(2);
        assertThat(client.effort().retries()).isZero();
    }

    @Test
    void aCommitMetByA401GoesOutAgainSinceNothingWasDone() {
        client.executions().retrieve(42, 7);
        domo.forgetTokens();
        assertThat(client.executions().commit(42, 7).currentState()).isEqualTo("ACTIVE");
    }

    @Test
    void aSecond401IsARefusal() {
        domo.answer(401, "{\"message\":\"no\"}").answer(401, "{\"message\":\"still no\"}");
        var e = catchThrowableOfType(
                DomoException.Refused.class, () -> client.executions().retrieve(42, 7));
        assertThat(e).hasMessage("retrieve execution 7 of stream 42: HTTP 401: still no");
        assertThat(domo.asked()).hasSize(2);
    }

    @Test
    void aWrongSecretIsRefusedAtOnceAndNamesTheSettings() {
        domo.grant(401, "{\"error\":\"unauthorized\",\"error_description\":\"bad " + ScriptedDomo.SECRET + "\"}");
        var e = catchThrowableOfType(
                DomoException.Refused.class, () -> client.executions().retrieve(42, 7));
        assertThat(e).hasMessage("get a token from Domo: HTTP 401: bad ***: check domo.client-id / domo.client-secret");
        assertThat(domo.asked()).isEmpty();
        assertThat(domo.tokenCalls()).hasSize(1);
    }

    @Test
    void aCommitWaitsForATokenThatIsSlowToCome() {
        domo.grant(503, "").grant(500, "");
        client.executions().commit(42, 7);
        assertThat(domo.asked()).hasSize(1);
    }

    @Test
    void aCommitWithoutATokenIsProvenNotSent() {
        domo.grant(503, "").grant(503, "").grant(503, "");
        var e = catchThrowableOfType(
                DomoException.NotSent.class, () -> client.executions().commit(42, 7));
        assertThat(e.status()).isEqualTo(503);
        assertThat(domo.asked()).isEmpty();
    }
}
