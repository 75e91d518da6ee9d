package io.domostream.loader.job;

import java.sql.SQLException;

/** Where loads are locked: in the job repository's PostgreSQL, or in this process where that is all there is. */
public interface Locks {

    /** Throws with exit code 8 where another run holds it; {@code who} is what such another is told of this one. */
    LoadLock take(String load, String who) throws SQLException;

    /** Says whether the load is being run, without taking the lock even for a moment. */
    boolean isHeld(String load) throws SQLException;
}
