package io.domostream.loader.source;

import io.domostream.loader.Runbook;

/** What a failure of a database that is read by plain JDBC means for the load. */
enum SourceFault {
    /** The driver refuses the address or a parameter in it, before it has reached anything. */
    ADDRESS(Runbook.SETTINGS_WRONG, true, "check source.url and its parameters"),
    DATABASE(Runbook.SOURCE_CREDENTIALS, true, "check the database's name in source.url"),
    CREDENTIALS(
            Runbook.SOURCE_CREDENTIALS,
            true,
            "check source.username, source.password, and that this user may connect from this host to this database"),
    NOT_READABLE(Runbook.TABLE_NOT_READABLE, true, "see that it is there, and grant the user SELECT on it"),
    QUERY(Runbook.QUERY_WRONG, true, "check the load's table, query, key and columns"),
    NO_SNAPSHOTS(
            Runbook.SOURCE_SETTINGS,
            true,
            "run ALTER DATABASE … SET ALLOW_SNAPSHOT_ISOLATION ON there, or set the load's snapshot: none"),
    /** A row's value could not be read, converted or computed; the message may quote it. */
    VALUE(Runbook.VALUE_NOT_CONVERTED, false, ""),
    /** There is no connection, or not any more. */
    GONE(Runbook.SOURCE_UNREACHABLE, false, "see that the server is up and can be reached from here, then run again"),
    FAILED(Runbook.QUERY_FAILED, false, "run again");

    private final Runbook runbook;
    private final boolean settings;
    private final String cure;

    SourceFault(Runbook runbook, boolean settings, String cure) {
        this.runbook = runbook;
        this.settings = settings;
        this.cure = cure;
    }

    Runbook runbook() {
        return runbook;
    }

    /** Whether other settings are needed, so that trying again is of no use. */
    boolean settings() {
        return settings;
    }

    String cure() {
        return cure;
    }

    /** What it means where no query has been asked yet. */
    SourceFault atConnecting() {
        return switch (this) {
            case NOT_READABLE -> CREDENTIALS;
            case QUERY -> ADDRESS;
            case VALUE, FAILED -> GONE;
            default -> this;
        };
    }
}
