package io.domostream.loader.job;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Locks of the PostgreSQL that the job repository is in. */
record AdvisoryLocks(DataSource database) implements Locks {

    @Override
    public LoadLock take(String load, String who) throws SQLException {
        return AdvisoryLock.take(database, load, who);
    }

    @Override
    public boolean isHeld(String load) throws SQLException {
        return AdvisoryLock.isHeld(database, load);
    }
}
