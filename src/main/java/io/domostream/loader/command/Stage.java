package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoSettings;
import io.domostream.loader.report.Human;
import io.domostream.loader.simulator.DomoSimulator;
import io.domostream.loader.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** What stands in for Domo while a load is rehearsed: a simulator with a folder of its own, gone when it is closed. */
final class Stage implements AutoCloseable {
    private static final long ALMOST_FULL = 64_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private final Path folder;
    private final DomoSimulator domo;

    private Stage(Path folder, DomoSimulator domo) {
        this.folder = folder;
        this.domo = domo;
    }

    /** In the system's folder for temporary files where none is given. */
    static Stage open(@Nullable Path in, Clock clock) {
        var folder = folder(in);
        try {
            var options = SimulatorOptions.defaults().withCommitTakes(Duration.ZERO);
            return new Stage(folder, DomoSimulator.start(0, folder, options, clock, List.of()));
        } catch (IOException e) {
            delete(folder);
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(@Nullable Path in) {
        var place = in == null ? Path.of(System.getProperty("java.io.tmpdir")) : in;
        try {
            return Files.createTempDirectory(Files.createDirectories(place), "domo-rehearsal-");
        } catch (IOException e) {
            throw BadSettings.of("--data", place, "give a folder that can be written to")
                    .causedBy(e)
                    .see(Runbook.COMMAND_WRONG);
        }
    }

    DomoSettings settings() {
        return new DomoSettings(URI.create(domo.url()), "rehearsal", "rehearsal", PATIENCE, PATIENCE, 1);
    }

    /** The DataSet's rows as files of CSV. */
    List<Path> rows(String dataSet) {
        return domo.files(dataSet);
    }

    /** Where there is hardly any room left for parts, its cure; else nothing. */
    String shortage() {
        try {
            long left = Files.getFileStore(folder).getUsableSpace();
            return left > ALMOST_FULL
                    ? ""
                    : "; %s has only %s left: give another folder by --data"
                            .formatted(folder.getParent(), Human.bytes(left));
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        try {
            domo.close();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
