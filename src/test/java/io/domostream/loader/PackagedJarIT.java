package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a user has it. */
class PackagedJarIT {
    @TempDir
    Path folder;

    @Test
    void theJarLoadsATableAndKeepsItsSecretAndWritesNoFileButItsReport() throws IOException {
        try (var world = Orders.world(folder);
                var run = LoaderProcess.packaged(
                        folder,
                        Map.of(
                                "LOADS_ORDERS_PARTS_ROWS",
                                "200",
                                "JDK_JAVA_OPTIONS",
                                "-Djava.io.tmpdir=%s -Xlog:class+load:file=%s".formatted(noFolder(), classes())),
                        "run",
                        "orders",
                        "--json")) {
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.json().get("rows").asLong()).isEqualTo(2000);
            assertThat(run.json().get("parts").asInt()).isEqualTo(10);
            assertThat(run.out().lines()).hasSize(1);
            assertThat(run.err()).doesNotContain(World.SECRET);
            assertThat(world.streams()).isEqualTo(1);
            assertThat(Files.readString(Path.of(run.json().get("report").asString())))
                    .contains("Every row is in the DataSet", "0.1.0")
                    .doesNotContain("not packaged");
        }
        // What it takes to spread a load over processes costs those nothing that don't.
        assertThat(Files.readString(classes()))
                .contains(" org.springframework.batch.core.")
                .doesNotContain(
                        " org.springframework.batch.integration.",
                        " org.springframework.integration.",
                        " org.springframework.messaging.");
    }

    /** Each class that it has loaded. */
    private Path classes() {
        return folder.resolve("classes.txt");
    }

    /** Where no file can be made, for there is one of that name. */
    private Path noFolder() {
        return folder.resolve("config/application.yaml");
    }
}
