package io.domostream.loader.source;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The error numbers that Spring's lists do not have, or have for something that calls for another cure here. */
final class VendorCodes {
    // Thrown before or after anything is sent, with a SQLSTATE as if the server were away.
    private static final Set<String> REFUSALS_OF_MYSQL = Set.of(
            "com.mysql.cj.exceptions.UnableToConnectException",
            "com.mysql.cj.exceptions.WrongArgumentException",
            "com.mysql.cj.exceptions.InvalidConnectionAttributeException");

    private VendorCodes() {}

    /** Null where the number tells nothing. */
    static @Nullable SourceFault of(Product product, SQLException failure) {
        int code = failure.getErrorCode();
        return switch (product) {
            case MYSQL, MARIADB -> ofMySql(code);
            case H2 -> ofH2(code);
            case HSQLDB -> ofHsqldb(code);
            case DERBY -> ofDerby(String.valueOf(failure.getSQLState()));
            case SQLITE -> ofSqlite(code);
            // The numbers of these three were never met on a server.
            case SQLSERVER -> ofSqlServer(code);
            case ORACLE -> ofOracle(code);
            case FIREBIRD -> ofFirebird(code);
            case POSTGRESQL, DUCKDB, OTHER -> null;
        };
    }

    /** Whether the driver itself would not connect. */
    static boolean isRefusal(Throwable cause) {
        return REFUSALS_OF_MYSQL.contains(cause.getClass().getName());
    }

    private static @Nullable SourceFault ofMySql(int code) {
        return switch (code) {
            case 1049 -> SourceFault.DATABASE;
            // Without any right on a database it does not tell whether there is one.
            case 1044, 1142, 1143, 1227, 1345, 1356, 1370, 1449 -> SourceFault.NOT_READABLE;
            case 1045, 1130, 1251, 1524, 1698, 1820, 1862, 3118, 4151 -> SourceFault.CREDENTIALS;
            case 3159 -> SourceFault.ADDRESS;
            // Ambiguous names are told by a SQLSTATE of constraints; variables, collations and patterns by none.
            case 1052, 1193, 1231, 1267, 1270, 1271, 1273, 1298, 1792 -> SourceFault.QUERY;
            case 3685, 3686, 3687, 3688, 3689, 3690, 3691, 3692, 3693, 3695, 3696, 3697, 3698, 3699 ->
                SourceFault.QUERY;
            case 1105, 1366, 1411, 1525 -> SourceFault.VALUE;
            // Too many connections or queries for now, which are told as names that are refused.
            case 1040, 1129, 1203, 1226 -> SourceFault.FAILED;
            case 1053, 1927 -> SourceFault.GONE;
            default -> null;
        };
    }

    private static @Nullable SourceFault ofH2(int code) {
        return switch (code) {
            case 90011, 90046, 90060, 90066, 90088, 90113 -> SourceFault.ADDRESS;
            case 90124, 90146, 90149 -> SourceFault.DATABASE;
            case 90049, 90050 -> SourceFault.CREDENTIALS;
            case 42103, 42104, 90013, 90040, 90079, 90096 -> SourceFault.NOT_READABLE;
            case 90020, 90135 -> SourceFault.FAILED;
            default -> null;
        };
    }

    private static @Nullable SourceFault ofHsqldb(int code) {
        return switch (code) {
            case -423 -> SourceFault.ADDRESS;
            case -458, -465 -> SourceFault.DATABASE;
            // Another process has the file.
            case -451 -> SourceFault.FAILED;
            default -> null;
        };
    }

    private static @Nullable SourceFault ofDerby(String state) {
        return switch (state) {
            case "XJ028", "XJ041", "XJ049", "XJ05B", "XJ081" -> SourceFault.ADDRESS;
            case "XJ004" -> SourceFault.DATABASE;
            case "04501", "08004" -> SourceFault.CREDENTIALS;
            case "42X05", "42Y07", "42500", "42502", "42504", "42507" -> SourceFault.NOT_READABLE;
            default -> null;
        };
    }

    /** Its number for what is wrong with a statement covers all of that: names, too. */
    private static @Nullable SourceFault ofSqlite(int code) {
        return switch (code) {
            case 1 -> SourceFault.QUERY;
            case 3, 14, 23, 26 -> SourceFault.DATABASE;
            default -> null;
        };
    }

    private static @Nullable SourceFault ofSqlServer(int code) {
        return switch (code) {
            case 911, 4060 -> SourceFault.DATABASE;
            case 18452, 18456, 18470, 18486, 18487, 18488 -> SourceFault.CREDENTIALS;
            case 208, 230, 262, 300, 916 -> SourceFault.NOT_READABLE;
            case 102, 105, 195, 4104, 4121, 8120, 8155, 8156 -> SourceFault.QUERY;
            case 220, 232, 241, 242, 245, 248, 8134, 8152, 9420 -> SourceFault.VALUE;
            case 3952 -> SourceFault.NO_SNAPSHOTS;
            default -> null;
        };
    }

    private static @Nullable SourceFault ofOracle(int code) {
        return switch (code) {
            case 12154, 12261, 17865, 17866, 17867, 17870, 18952 -> SourceFault.ADDRESS;
            case 12504, 12505, 12514 -> SourceFault.DATABASE;
            case 1005, 1017, 1045, 28000, 28001 -> SourceFault.CREDENTIALS;
            case 942, 1031 -> SourceFault.NOT_READABLE;
            case 6502 -> SourceFault.VALUE;
            default -> null;
        };
    }

    private static @Nullable SourceFault ofFirebird(int code) {
        return switch (code) {
            case 335544344 -> SourceFault.DATABASE;
            case 335544472 -> SourceFault.CREDENTIALS;
            case 335544352 -> SourceFault.NOT_READABLE;
            default -> null;
        };
    }
}
