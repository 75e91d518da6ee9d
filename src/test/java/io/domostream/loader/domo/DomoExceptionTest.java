package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which heading of the runbook Domo's answer leads to. */
class DomoExceptionTest {
    @ParameterizedTest
    @CsvSource({
        "400, domo-refused",
        "401, domo-credentials",
        "403, domo-forbidden",
        "404, domo-not-found",
        "409, domo-refused"
    })
    void aRefusalsStatusTells(int status, String heading) {
        assertThat(new DomoException.Refused("no", status, null).runbook().anchor())
                .isEqualTo(heading);
    }

    @Test
    void aRefusedTokenIsAboutTheCredentialsWhateverItsStatus() {
        assertThat(DomoException.Refused.ofToken("no", 400, null).runbook().anchor())
                .isEqualTo("domo-credentials");
    }

    @ParameterizedTest
    @CsvSource({"429, domo-throttles", "500, domo-unavailable", "503, domo-unavailable", ", domo-unavailable"})
    void whatIsNoAnswerIsTemporary(Integer status, String heading) {
        assertThat(new DomoException.Unavailable("no", status, null, new IOException(), true)
                        .runbook()
                        .anchor())
                .isEqualTo(heading);
    }

    @Test
    void withoutAConnectionOrACertificateTheWayIsToBlame() {
        assertThat(new DomoException.NotSent("no", null, null, null).runbook().anchor())
                .isEqualTo("domo-unreachable");
        assertThat(new DomoException.NotSent("no token", 503, null, null)
                        .runbook()
                        .anchor())
                .isEqualTo("domo-unavailable");
        assertThat(new DomoException.Unavailable("no", null, null, new SSLHandshakeException("PKIX"), true)
                        .runbook()
                        .anchor())
                .isEqualTo("domo-unreachable");
    }
}
