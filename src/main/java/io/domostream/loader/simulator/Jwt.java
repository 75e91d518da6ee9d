package io.domostream.loader.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signs claims with a key of its own, and reads them back from tokens that it has signed. */
final class Jwt {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final JsonMapper json;
    private final byte[] key = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);

    Jwt(JsonMapper json) {
        this.json = json;
    }

    String signed(Map<String, ?> claims) {
        var signed = encoded(Map.of("alg", "HS256", "typ", "JWT")) + "." + encoded(claims);
        return signed + "." + signature(signed);
    }

    JsonNode claims(String token) {
        var dot = token.lastIndexOf('.');
        if (dot < 0 || !same(signature(token.substring(0, dot)), token.substring(dot + 1))) {
            throw new Refusal(401, "invalid_token", "Invalid access token");
        }
        try {
            return json.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
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
