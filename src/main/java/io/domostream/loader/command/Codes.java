package io.domostream.loader.command;

/** The exit codes as each command's {@code --help} lists them. */
final class Codes {
    static final String HEADING = "%nExit codes:%n";
    static final String OK = "0:done";
    static final String BUG = "1:unexpected, a bug";
    static final String SETTINGS = "2:wrong command, settings, or names and credentials of a database";
    static final String DATABASE = "3:source or job repository unreachable or lost; run again";
    static final String REFUSED = "4:Domo refused";
    static final String UNAVAILABLE = "5:Domo unavailable or too slow; run again";
    static final String UNKNOWN = "6:a commit's outcome is unknown; see status";
    static final String GUARD = "7:a guard or a check stopped it";
    static final String BUSY = "8:another run of this load is active; run again later";
    static final String STOPPED = "9:stopped by a signal; run again";

    private Codes() {}
}
