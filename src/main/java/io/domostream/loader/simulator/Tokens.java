package io.domostream.loader.simulator;

import io.domostream.loader.simulator.Assumed.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Issues OAuth access tokens as JWTs whose {@code exp} clients can read, and checks them. */
final class Tokens {

    private final SimulatorOptions options;
    private final Assumed assumed;
    private final Clock clock;
    private final Jwt jwt;

    Tokens(SimulatorOptions options, Assumed assumed, Clock clock) {
        this.assumed = assumed;
        this.options = options;
        this.clock = clock;
        this.jwt = new Jwt(JsonMapper.builder().build());
    }

    void issue(Call call) throws IOException {
        if (!call.method().equals("GET") && !call.method().equals("POST")) {
            throw Refusal.method(call);
        }
        var asked = call.query().and(Query.of(call.text()));
        requireClient(call.header("Authorization"), asked);
        if (!"client_credentials".equals(asked.get("grant_type"))) {
            throw new Refusal(400, "unsupported_grant_type", "grant_type must be client_credentials");
        }
        var scope = asked.get("scope", "data user");
        var now = clock.instant();
        var exp = now.plus(options.tokenLife()).getEpochSecond();
        var jti = UUID.randomUUID().toString();
        var claims = Map.of("exp", exp, "iat", now.getEpochSecond(), "jti", jti, "scope", scope, "role", "Admin");
        var answer = new LinkedHashMap<String, Object>();
        answer.put("access_token", jwt.signed(claims));
        answer.put("token_type", "bearer");
        answer.put("expires_in", options.tokenLife().toSeconds());
        answer.put("scope", scope);
        answer.put("customer", "simulator");
        answer.put("env", "simulator");
        answer.put("userId", 27);
        answer.put("role", "Admin");
        answer.put("domain", "simulator.domo.com");
        answer.put("jti", jti);
        call.answer(200, answer);
    }

    void require(Call call) {
        var header = call.header("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            throw new Refusal(401, "unauthorized", "Full authentication is required to access this resource");
        }
        var token = header.substring(7).strip();
        var claims = jwt.claims(token);
        if (clock.instant().getEpochSecond() >= claims.path("exp").asLong()) {
            throw new Refusal(401, "invalid_token", "Access token expired");
        }
        if (!List.of(claims.path("scope").asString("").split(" ", -1)).contains("data")) {
            throw Refusal.scope(assumed.status(Status.SCOPE_MISSING), "data");
        }
    }

    private void requireClient(@Nullable String header, Query asked) {
        var basic = header != null && header.toLowerCase(Locale.ROOT).startsWith("basic ");
        var given = basic ? credentials(header) : new String[] {asked.get("client_id"), asked.get("client_secret")};
        var known = given.length == 2
                && given[0] != null
                && given[1] != null
                && (options.clientId() == null || same(options.clientId(), given[0]))
                && (options.clientSecret() == null || same(options.clientSecret(), given[1]));
        if (!known) {
            throw new Refusal(401, "invalid_client", "Bad client credentials");
        }
    }

    private static String[] credentials(@Nullable String header) {
        try {
            var text = header == null ? "" : header.substring(6).strip();
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).split(":", 2);
        } catch (IllegalArgumentException e) {
            throw new Refusal(401, "Bad client credentials", e);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
