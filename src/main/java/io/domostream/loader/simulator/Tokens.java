package io.domostream.loader.simulator;

import io.domostream.loader.simulator.Call.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Issues OAuth access tokens as JWTs whose {@code exp} clients can read, and checks them. */
final class Tokens {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SimulatorOptions options;
    private final Clock clock;
    private final JsonMapper json;
    private final byte[] key = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);

    Tokens(SimulatorOptions options, Clock clock, JsonMapper json) {
        this.options = options;
        this.clock = clock;
        this.json = json;
    }

    void issue(Call call) throws IOException {
        if (!call.method().equals("GET") && !call.method().equals("POST")) {
            throw new Refusal(405, "Request method '" + call.method() + "' not supported");
        }
        var asked = new HashMap<>(call.query());
        asked.putAll(Call.form(call.text()));
        requireClient(call.header("Authorization"), asked);
        if (!"client_credentials".equals(asked.get("grant_type"))) {
            throw new Refusal(400, "unsupported_grant_type", "grant_type must be client_credentials");
        }
        var scope = asked.getOrDefault("scope", "data user");
        var now = clock.instant();
        var exp = now.plus(options.tokenLife()).getEpochSecond();
        var jti = UUID.randomUUID().toString();
        var claims = Map.of("exp", exp, "iat", now.getEpochSecond(), "jti", jti, "scope", scope, "role", "Admin");
        var signed = encoded(Map.of("alg", "HS256", "typ", "JWT")) + "." + encoded(claims);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("access_token", signed + "." + signature(signed));
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
        var dot = token.lastIndexOf('.');
        if (dot < 0 || !same(signature(token.substring(0, dot)), token.substring(dot + 1))) {
            throw new Refusal(401, "invalid_token", "Invalid access token");
        }
        if (clock.instant().getEpochSecond() >= expiry(token)) {
            throw new Refusal(401, "invalid_token", "Access token expired");
        }
    }

    private void requireClient(@Nullable String header, Map<String, String> asked) {
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

    private long expiry(String token) {
        try {
            var claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
            return json.readTree(claims).path("exp").asLong();
        } catch (IllegalArgumentException | JacksonException e) {
            throw new Refusal(401, "Invalid access token", e);
        }
    }

    private String encoded(Map<String, ?> part) {
        return BASE64.encodeToString(json.writeValueAsBytes(part));
    }

    private String signature(String signed) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no HmacSHA256", e);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
