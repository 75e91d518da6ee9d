package io.domostream.loader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TokenTest {

    @RegisterExtension
    private final Domo domo = new Domo();

    @Test
    void callWithoutATokenOrWithABadOneAnswers401() {
        var answer = domo.send(domo.request("/v1/streams"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(domo.json(answer).path("status").asInt()).isEqualTo(401);
        for (var bad : new String[] {"Bearer x", "Bearer a.b.c", "bearer " + domo.token() + "x", "Basic eDp5"}) {
            var refused = domo.send(domo.request("/v1/streams").header("Authorization", bad));
            assertThat(refused.statusCode()).as(bad).isEqualTo(401);
            assertThat(domo.json(refused).propertyNames()).contains("status", "statusReason", "path", "message", "toe");
        }
    }

    @Test
    void tokenExpiresWhenItsJwtSaysSo() {
        var claims =
                new String(Base64.getUrlDecoder().decode(domo.token().split("\\.", -1)[1]), StandardCharsets.UTF_8);
        assertThat(domo.json.readTree(claims).path("exp").asLong()).isEqualTo(domo.now.get() + 3599);
        domo.now.addAndGet(3598);
        assertThat(domo.call("GET", "/v1/streams").statusCode()).isEqualTo(200);
        domo.now.addAndGet(1);
        var expired = domo.call("GET", "/v1/streams");
        assertThat(expired.statusCode()).isEqualTo(401);
        assertThat(domo.json(expired).path("error").asString("")).isEqualTo("invalid_token");
    }

    @Test
    void schemeIsReadInEitherCase() {
        for (var scheme : new String[] {"bearer ", "Bearer ", "BEARER "}) {
            var request = domo.request("/v1/streams").header("Authorization", scheme + domo.token());
            assertThat(domo.send(request).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tokenIsAskedForByQueryOrByForm() {
        var basic = "Basic " + Domo.base64("id:secret");
        var asked = domo.login(basic);
        assertThat(domo.json(asked).propertyNames())
                .contains("access_token", "scope", "customer", "userId", "env", "domain", "role", "jti");
        assertThat(domo.json(asked).path("token_type").asString("")).isEqualTo("bearer");
        assertThat(domo.json(asked).path("expires_in").asInt()).isEqualTo(3599);
        assertThat(domo.json(asked).path("scope").asString("")).isEqualTo("data user");
        var form = domo.request("/oauth/token")
                .header("Authorization", basic)
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope=data"));
        assertThat(domo.json(domo.send(form)).path("scope").asString("")).isEqualTo("data");
        var none = domo.request("/oauth/token").header("Authorization", basic);
        assertThat(domo.send(none).statusCode()).isEqualTo(400);
    }

    @Test
    void clientMayBeNamedInTheFormInPlaceOfBasic() {
        var form = "grant_type=client_credentials&client_id=id&client_secret=secret&scope=data+user";
        var asked = domo.request("/oauth/token").POST(HttpRequest.BodyPublishers.ofString(form));
        assertThat(domo.json(domo.send(asked)).path("scope").asString("")).isEqualTo("data user");
        var nobody = domo.request("/oauth/token?grant_type=client_credentials");
        assertThat(domo.send(nobody).statusCode()).isEqualTo(401);
    }

    @Test
    void onlyTheNamedClientIsLetIn() {
        var options = SimulatorOptions.defaults().withClientId("me").withClientSecret("mine");
        try (var closed = new Domo(options.withTokenLife(Duration.ofMinutes(1)))) {
            assertThat(closed.login("Basic " + Domo.base64("me:mine")).statusCode())
                    .isEqualTo(200);
            assertThat(closed.login("Basic " + Domo.base64("me:yours")).statusCode())
                    .isEqualTo(401);
            assertThat(closed.login("Basic ???").statusCode()).isEqualTo(401);
        }
    }
}
