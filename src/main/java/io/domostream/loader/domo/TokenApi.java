package io.domostream.loader.domo;

import com.fasterxml.jackson.annotation.JsonProperty;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import org.jspecify.annotations.Nullable;

/** Where tokens come from. */
@Headers({"Accept: application/json", "Authorization: Basic {credentials}"})
interface TokenApi {
    @RequestLine("POST /oauth/token?grant_type=client_credentials")
    Grant grant(@Param("credentials") String credentials);

    /** A token and how many seconds it lasts. */
    record Grant(
            @JsonProperty(value = "access_token", required = true)
            String accessToken,

            @JsonProperty("expires_in") @Nullable Long expiresIn) {
        public Grant {
            if (accessToken == null || accessToken.isBlank()) {
                throw new IllegalArgumentException("a grant without a token");
            }
        }

        @Override
        public String toString() {
            return "Grant[accessToken=***, expiresIn=%s]".formatted(expiresIn);
        }
    }
}
