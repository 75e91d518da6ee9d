package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.TestPostgres;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class AdvisoryLockTest {
    private final String database = TestPostgres.newDatabase();

    @AfterEach
    void end() {
        TestPostgres.dropLater(database);
    }

    private DriverManagerDataSource repository(String schema) {
        TestPostgres.execute(database, "create schema if not exists " + schema);
        return new DriverManagerDataSource(database + "&currentSchema=" + schema);
    }

    /** Locks are those of a database, however many schemas of it hold a job repository. */
    @Test
    void repositoriesInTwoSchemasDoNotKeepEachOtherOut() throws SQLException {
        var one = repository("one");
        var two = repository("two");
        try (var held = AdvisoryLock.take(one, "orders", "me")) {
            held.requireHeld();
            assertThat(AdvisoryLock.isHeld(two, "orders")).isFalse();
            AdvisoryLock.take(two, "orders", "you").close();
            assertThatThrownBy(() -> AdvisoryLock.take(one, "orders", "you"))
                    .isInstanceOfSatisfying(
                            LoadFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCodes.BUSY));
        }
        assertThat(AdvisoryLock.isHeld(one, "orders")).isFalse();
    }
}
