package io.domostream.loader.part;

import io.domostream.loader.BadSettings;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** How a load is cut into parts, and how many are sent at once: {@code loads.NAME.parts.*}. */
public record PartSettings(
        @DefaultValue("50000") int rows,
        @DefaultValue("64MB") DataSize maxBytes,
        @DefaultValue("4") int parallel) {
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
                        parallel >= 1 && parallel <= 60,
                        "parallel",
                        parallel,
                        "give 1 to 60; each holds a connection and a part in memory")
                .orThrow();
    }
}
