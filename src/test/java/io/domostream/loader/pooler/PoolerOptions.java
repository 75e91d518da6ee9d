package io.domostream.loader.pooler;

import java.util.List;

/**
 * Settings of a {@link Pooler}.
 *
 * @param sessionSetup SQL that each server session runs once, before any client gets it
 * @param refusesUnknownParameters whether a startup parameter that the pooler does not track refuses the connection;
 *     otherwise it is ignored, as PgBouncer does for those in ignore_startup_parameters
 */
public record PoolerOptions(List<String> sessionSetup, boolean refusesUnknownParameters) {
    public PoolerOptions {
        sessionSetup = List.copyOf(sessionSetup);
    }

    public static PoolerOptions defaults() {
        return new PoolerOptions(List.of(), false);
    }

    /** Imitates settings that another program left in the server sessions. */
    public PoolerOptions before(String... sql) {
        return new PoolerOptions(List.of(sql), refusesUnknownParameters);
    }

    public PoolerOptions refuseUnknownParameters() {
        return new PoolerOptions(sessionSetup, true);
    }
}
