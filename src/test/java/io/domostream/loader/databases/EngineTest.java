package io.domostream.loader.databases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aValueIsGivenBack(Engine engine) {
        try (var database = engine.newDatabase(folder)) {
            database.execute(
                    "create table orders (id integer primary key, note varchar(9))",
                    "insert into orders values (1, 'żółw'), (2, null)");
            assertThat(database.rows("select id, note from orders order by id"))
                    .isEqualTo(List.of(List.of("1", "żółw"), Arrays.asList("2", null)));
        }
    }
}
