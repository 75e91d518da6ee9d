package io.domostream.loader.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class FailuresTest {
    @Test
    void aPoolThatGotNoConnectionTellsWhyTheServerRefusedIt() {
        var refused = new SQLException("FATAL: sorry, too many clients already", "53300");
        var pool = new SQLTransientConnectionException("Connection is not available", refused);
        assertThat(Failures.message(new CannotGetJdbcConnectionException("no connection", pool)))
                .contains("Connection is not available: FATAL: sorry, too many clients already");
    }
}
