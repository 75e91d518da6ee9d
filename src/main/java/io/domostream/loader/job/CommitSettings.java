package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long the job waits for Domo: {@code domo.*}. */
public record CommitSettings(
        @DefaultValue("15m") Duration commitInterval,
        @DefaultValue("60m") Duration commitTimeout,
        @DefaultValue("5s") Duration pollInterval,
        @DefaultValue("5m") Duration verifyTimeout,
        @DefaultValue("true") boolean partProbe) {
    public CommitSettings {
        BadSettings.in("domo")
                .require(!commitInterval.isNegative(), "commit-interval", commitInterval, "give 0s or more")
                .require(!commitTimeout.isNegative(), "commit-timeout", commitTimeout, "give 0s or more")
                .require(
                        !pollInterval.isNegative() && !pollInterval.isZero(),
                        "poll-interval",
                        pollInterval,
                        "give more than 0s; 5s suits most")
                .require(!verifyTimeout.isNegative(), "verify-timeout", verifyTimeout, "give 0s or more")
                .orThrow();
    }
}
