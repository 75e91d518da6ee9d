package io.domostream.loader.command;

import io.domostream.loader.domo.DomoSettings;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code domo.*} as it is written; its rules are those of {@link DomoSettings}. */
record DomoBinding(
        @DefaultValue("https://api.domo.com") URI url,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("5m") Duration readTimeout,
        @DefaultValue("8") int retries) {
    DomoBinding {
        new DomoSettings(url, clientId, clientSecret, connectTimeout, readTimeout, retries);
    }

    DomoSettings settings() {
        return new DomoSettings(url, clientId, clientSecret, connectTimeout, readTimeout, retries);
    }

    @Override
    public String toString() {
        return "domo at " + url;
    }
}
