package io.domostream.loader.source;

import java.sql.SQLException;
import java.util.Set;

/** What the errors mean of databases whose SQLSTATEs do not tell it. */
final class VendorCodes {
    private static final String SQLSERVER = "com.microsoft.sqlserver.";
    private static final String ORACLE = "oracle.";
    private static final String H2 = "org.h2.";
    // Syntax, names, rights, log-in.
    private static final Set<Integer> SQLSERVER_SETTINGS = Set.of(102, 156, 207, 208, 229, 230, 916, 4060, 18456);
    private static final Set<Integer> ORACLE_SETTINGS = Set.of(1017, 1045, 12505, 12514, 28000, 28001);
    private static final Set<Integer> H2_SETTINGS = Set.of(90013, 90124, 90146, 90149);
    private static final Set<Integer> SQLSERVER_VALUES = Set.of(220, 241, 245, 248, 8114, 8115);
    private static final int SQLSERVER_NO_SNAPSHOTS = 3952;

    private VendorCodes() {}

    /** Names, rights or credentials are wrong, so that trying again is of no use. */
    static boolean aboutSettings(SQLException failure) {
        return is(failure, SQLSERVER, SQLSERVER_SETTINGS)
                || is(failure, ORACLE, ORACLE_SETTINGS)
                || is(failure, H2, H2_SETTINGS);
    }

    /** A value could not be converted, and the message may show it. */
    static boolean quoteValue(SQLException failure) {
        return is(failure, SQLSERVER, SQLSERVER_VALUES);
    }

    /** The database keeps no versions of rows that a transaction could read. */
    static boolean noSnapshots(SQLException failure) {
        return is(failure, SQLSERVER, Set.of(SQLSERVER_NO_SNAPSHOTS));
    }

    // The pool's own exception hides the driver's.
    private static boolean is(SQLException failure, String driver, Set<Integer> codes) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql
                    && sql.getClass().getName().startsWith(driver)
                    && codes.contains(sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }
}
