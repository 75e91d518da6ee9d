package io.domostream.loader.part;

import io.domostream.loader.BadSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/** How a load is cut into parts, and how many are sent at once: {@code loads.NAME.parts.*}. */
public record PartSettings(
        @DefaultValue("50000") int rows,
        @DefaultValue("64MB") DataSize maxBytes,
        @DefaultValue("4") int parallel,
        @Name("in-flight") @Nullable Integer inFlight,
        @DefaultValue("AUTO") Compressor compressor) {
    private static final int IN_FLIGHT_A_READER = 4;
    private static final int MOST = 60;

    /** What makes gzip of CSV. */
    public enum Compressor {
        AUTO,
        JDK
    }

    public PartSettings {
        var bytes = maxBytes.toBytes();
        BadSettings.in("loads.*.parts")
                .require(rows > 0, "rows", rows, "give 1 or more; 50000 suits most tables")
                .require(
                        bytes >= DataSize.ofKilobytes(1).toBytes()
                                && bytes <= DataSize.ofGigabytes(1).toBytes(),
                        "max-bytes",
                        maxBytes,
                        "give 1KB to 1GB; 64MB suits most tables")
                .require(
                        parallel >= 1 && parallel <= MOST,
                        "parallel",
                        parallel,
                        "give 1 to 60; each holds a connection and a part in memory")
                .require(
                        inFlight == null || (inFlight >= 1 && inFlight <= MOST),
                        "in-flight",
                        String.valueOf(inFlight),
                        "give 1 to 60, or leave it out for four times parallel")
                .orThrow();
    }

    /** How many parts may be on their way to Domo at once; a slow network delays none of the readers then. */
    public int onTheirWay() {
        return inFlight == null ? Math.min(MOST, IN_FLIGHT_A_READER * parallel) : inFlight;
    }
}
