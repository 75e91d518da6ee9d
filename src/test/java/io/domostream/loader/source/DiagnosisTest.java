package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What numbers, states and classes of failures mean. */
class DiagnosisTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            MYSQL, MySQL, 42000, 1142, NOT_READABLE
            MYSQL, MySQL, 42S02, 1146, NOT_READABLE
            MYSQL, MySQL, 42000, 1064, QUERY
            MYSQL, MySQL, 23000, 1052, QUERY
            MYSQL, MySQL, HY000, 1267, QUERY
            MYSQL, MySQL, HY000, 1205, FAILED
            MYSQL, MySQL, 40001, 1213, FAILED
            MYSQL, MySQL, 42000, 1226, FAILED
            MYSQL, MySQL, HY000, 3024, FAILED
            MYSQL, MySQL, 70100, 1317, FAILED
            MYSQL, MySQL, HY000, 1411, VALUE
            MYSQL, MySQL, 22003, 1690, VALUE
            MYSQL, MySQL, 08S01, 1053, GONE
            MARIADB, MariaDB, 70100, 1927, GONE
            H2, H2, 90096, 90096, NOT_READABLE
            H2, H2, HYT00, 50200, FAILED
            H2, H2, 57014, 57014, FAILED
            DERBY, Apache Derby, 42X05, 30000, NOT_READABLE
            DERBY, Apache Derby, 40XL1, 30000, FAILED
            SQLITE, SQLite, -, 1, QUERY
            SQLITE, SQLite, -, 5, FAILED
            SQLSERVER, Microsoft SQL Server, S0002, 208, NOT_READABLE
            SQLSERVER, Microsoft SQL Server, S0001, 207, QUERY
            SQLSERVER, Microsoft SQL Server, S0005, 229, NOT_READABLE
            SQLSERVER, Microsoft SQL Server, S0001, 8114, VALUE
            SQLSERVER, Microsoft SQL Server, S0001, 245, VALUE
            SQLSERVER, Microsoft SQL Server, 40001, 1205, FAILED
            SQLSERVER, Microsoft SQL Server, S0001, 3952, NO_SNAPSHOTS
            SQLSERVER, Microsoft SQL Server, 08S01, 0, GONE
            ORACLE, Oracle, 42000, 942, NOT_READABLE
            ORACLE, Oracle, 42000, 904, QUERY
            ORACLE, Oracle, 42000, 1722, VALUE
            ORACLE, Oracle, 72000, 8177, FAILED
            ORACLE, Oracle, 72000, 1555, FAILED
            ORACLE, Oracle, 08006, 17002, GONE
            FIREBIRD, Firebird, 28000, 335544352, NOT_READABLE
            FIREBIRD, Firebird, 22018, 335544334, VALUE
            OTHER, DB2/LINUX, 42704, -204, QUERY
            OTHER, DB2/LINUX, 40001, -911, FAILED
            OTHER, DB2/LINUX, 08001, -4499, GONE
            OTHER, Nothing known, 42601, 7, QUERY
            OTHER, Nothing known, 42501, 7, NOT_READABLE
            OTHER, Nothing known, 28000, 7, CREDENTIALS
            OTHER, Nothing known, 3D000, 7, DATABASE
            OTHER, Nothing known, 22012, 7, VALUE
            OTHER, Nothing known, 21000, 7, VALUE
            OTHER, Nothing known, 08003, 7, GONE
            OTHER, Nothing known, HY000, 7, FAILED
            OTHER, Nothing known, -, 0, FAILED
            """)
    void aFailedQueryIsToldByNumberOrState(
            Product product, String database, @Nullable String state, int number, SourceFault fault) {
        assertThat(new Diagnosis(product, database).ofQuery(new SQLException("no", state, number)))
                .isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            MYSQL, 42000, 1049, DATABASE
            MYSQL, 42000, 1044, CREDENTIALS
            MYSQL, 28000, 1045, CREDENTIALS
            MYSQL, HY000, 3118, CREDENTIALS
            MYSQL, HY000, 1130, CREDENTIALS
            MYSQL, HY000, 1193, ADDRESS
            MYSQL, HY000, 3159, ADDRESS
            MYSQL, 08004, 1040, GONE
            MYSQL, 42000, 1203, GONE
            MYSQL, 08S01, 0, GONE
            MARIADB, -, 0, ADDRESS
            H2, 90146, 90146, DATABASE
            H2, 90020, 90020, GONE
            HSQLDB, S1000, -465, DATABASE
            HSQLDB, S1000, -451, GONE
            DERBY, XJ004, 40000, DATABASE
            DERBY, 08004, 40000, CREDENTIALS
            DERBY, XJ040, 40000, GONE
            SQLSERVER, S0001, 4060, DATABASE
            SQLSERVER, S0001, 18456, CREDENTIALS
            SQLSERVER, -, 0, ADDRESS
            ORACLE, 72000, 1017, CREDENTIALS
            ORACLE, 66000, 12514, DATABASE
            ORACLE, 42000, 17866, ADDRESS
            ORACLE, 66000, 12541, GONE
            FIREBIRD, 28000, 335544472, CREDENTIALS
            OTHER, 28000, 7, CREDENTIALS
            OTHER, 3D000, 7, DATABASE
            OTHER, 08001, 0, GONE
            OTHER, -, 7, GONE
            """)
    void aConnectionThatIsRefusedIsToldByNumberOrState(
            Product product, @Nullable String state, int number, SourceFault fault) {
        assertThat(connecting(product, new SQLException("no", state, number))).isEqualTo(fault);
    }

    @Test
    void whatTheServerSaysCountsMoreThanWhatIsPutAroundIt() {
        var server = new SQLException("Unknown system variable", "HY000", 1193);
        var driver = new SQLNonTransientConnectionException(
                "Initialization command fail",
                "08000",
                -1,
                new BatchUpdateException("no", "HY000", 1193, new int[0], server));
        assertThat(connecting(Product.MARIADB, driver)).isEqualTo(SourceFault.ADDRESS);
        var unknown = new SQLException("Unknown database", "42000", 1049);
        assertThat(connecting(
                        Product.MYSQL, new SQLTransientConnectionException("timed out (total=0)", "42000", 0, unknown)))
                .isEqualTo(SourceFault.DATABASE);
        assertThat(connecting(Product.MYSQL, new SQLTransientConnectionException("timed out (total=2, active=2)")))
                .isEqualTo(SourceFault.GONE);
    }

    @Test
    void aCauseOnTheNetworkCountsWhateverElseIsSaid() {
        var cut = new SQLException("no", "HY000", 50000, new IOException("cut"));
        assertThat(new Diagnosis(Product.OTHER, "Nothing known").ofQuery(cut)).isEqualTo(SourceFault.GONE);
        assertThat(connecting(Product.OTHER, new SQLException("no", new ConnectException("refused"))))
                .isEqualTo(SourceFault.GONE);
        assertThat(connecting(Product.OTHER, new IllegalStateException(new ConnectException("refused"))))
                .isEqualTo(SourceFault.GONE);
    }

    @Test
    void classesOfExceptionsCountWhereStatesTellNothing() {
        var diagnosis = new Diagnosis(Product.OTHER, "Nothing known");
        assertThat(diagnosis.ofQuery(new SQLRecoverableException("closed"))).isEqualTo(SourceFault.GONE);
        assertThat(diagnosis.ofQuery(new SQLNonTransientConnectionException("closed")))
                .isEqualTo(SourceFault.GONE);
        assertThat(diagnosis.ofQuery(new SQLTimeoutException("too slow"))).isEqualTo(SourceFault.FAILED);
        assertThat(connecting(Product.OTHER, new NumberFormatException("abc"))).isEqualTo(SourceFault.ADDRESS);
        assertThat(connecting(Product.OTHER, new NoClassDefFoundError("Nonsense")))
                .isEqualTo(SourceFault.ADDRESS);
    }

    private static SourceFault connecting(Product product, Throwable failure) {
        return new Diagnosis(product, null).ofConnecting(failure);
    }
}
