package io.domostream.loader.domo;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The access token all calls share: renewed before it ends, and once when Domo no longer takes it. */
final class Tokens {
    private static final long EARLY_SECONDS = 60;
    private static final long LASTS_UNLESS_TOLD = 300;

    private final TokenApi api;
    private final DomoSettings settings;
    private final Verdicts verdicts;
    private final Clock clock;
    private @Nullable String current;
    private Instant renewFrom = Instant.MIN;

    Tokens(TokenApi api, DomoSettings settings, Verdicts verdicts, Clock clock) {
        this.api = api;
        this.settings = settings;
        this.verdicts = verdicts;
        this.clock = clock;
    }

    synchronized String current() {
        return current != null && clock.instant().isBefore(renewFrom) ? current : renew();
    }

    /** Many threads meet the same 401: only the first of them renews. */
    synchronized String insteadOf(String used) {
        return current == null || current.equals(used) ? renew() : current();
    }

    private String renew() {
        current = null;
        var secret = settings.clientId() + ":" + settings.clientSecret();
        var credentials = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        try {
            var grant = api.grant(credentials);
            var lasts = grant.expiresIn() == null ? LASTS_UNLESS_TOLD : grant.expiresIn();
            // Half its life for a very short one, which would otherwise be renewed before each call.
            renewFrom = clock.instant().plusSeconds(Math.max(lasts - EARLY_SECONDS, lasts / 2));
            current = grant.accessToken();
            return current;
        } catch (RuntimeException failure) {
            throw explain(verdicts.of("get a token from Domo", failure, credentials, settings.clientSecret()));
        }
    }

    private static DomoException explain(DomoException e) {
        if (e instanceof DomoException.Unavailable) {
            // The call that wanted the token has not been sent, whatever became of the token.
            return new DomoException.NotSent(String.valueOf(e.getMessage()), e.status(), e.toe(), e.getCause());
        }
        if (e instanceof DomoException.Refused) {
            return DomoException.Refused.ofToken(
                    e.getMessage() + ": check domo.client-id / domo.client-secret", e.status(), e.toe());
        }
        return e;
    }
}
