package io.domostream.loader.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.databases.Engine;
import io.domostream.loader.source.SourceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdbcReadingTest {
    private static final int ROWS = 2500;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void bothSidesReadAllRowsInEachRound(JdbcTable table) throws IOException, SQLException {
        try (var database = Engine.H2.newDatabase(folder)) {
            table.create(Engine.H2, database, ROWS);
            var settings = new SourceSettings(database.url(), database.username(), database.password());
            var seconds = new JdbcReading(settings, table.sql()).rounds(2);
            assertThat(seconds.rows()).isEqualTo(ROWS);
            assertThat(seconds.bare()).hasSize(2).allMatch(each -> each > 0);
            assertThat(seconds.reader()).hasSize(2).allMatch(each -> each > 0);
        }
    }
}
