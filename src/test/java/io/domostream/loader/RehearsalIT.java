package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal in a process of its own. */
class RehearsalIT {
    @TempDir
    Path folder;

    @Test
    void aRehearsalThatIsStoppedLeavesNoFileBehind() throws Exception {
        var source = TestPostgres.newDatabase();
        TestPostgres.execute(
                source,
                "create table orders (id bigint primary key)",
                "insert into orders select generate_series(1, 20000)");
        Files.createDirectories(folder.resolve("config"));
        // So many parts that they take much longer than the signal does.
        Files.writeString(folder.resolve("config/application.yaml"), """
                source.url: %s
                loads.orders:
                  table: orders
                  dataset: { name: Orders }
                  parts: { rows: 20, parallel: 1, in-flight: 1 }
                """.formatted(source));
        var data = folder.resolve("data");
        try (var rehearsal =
                LoaderProcess.start(folder, Map.of(), "rehearse", "orders", "--json", "--data", data.toString())) {
            rehearsal.awaitErr("compressing with");
            assertThat(data).isNotEmptyDirectory();
            rehearsal.terminate();
            assertThat(rehearsal.exitCode()).as(rehearsal.err()).isEqualTo(9);
            assertThat(rehearsal.json().get("message").asString()).contains("nothing of the rehearsal is left");
            assertThat(data).isEmptyDirectory();
        } finally {
            TestPostgres.drop(source);
        }
    }
}
