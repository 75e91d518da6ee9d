package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.report.Pages;
import io.domostream.loader.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Reports as files; each is there as a whole, or not at all. */
final class ReportFiles {
    private ReportFiles() {}

    /** Both, as {@code LOAD-RUN.html} and {@code LOAD-RUN.json}; returns the page's path. */
    static Path write(RunReport report, Path directory) throws IOException {
        var name = "%s-%d".formatted(report.run().load(), report.run().runId());
        Files.createDirectories(directory);
        write(Pages.json(report), directory.resolve(name + ".json"));
        var page = directory.resolve(name + ".html");
        write(Pages.html(report), page);
        return page;
    }

    /** For a file that a person has named: that it can't be written is a mistake of theirs. */
    static void writeAsked(String page, Path file) {
        try {
            write(page, file);
        } catch (IOException e) {
            throw BadSettings.of("--html", file, "give a file that can be written (%s)".formatted(why(e)))
                    .causedBy(e);
        }
    }

    /** The class tells what the message, which often is but the path, does not. */
    static String why(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    private static void write(String text, Path file) throws IOException {
        var part = file.resolveSibling(
                ".%s.%d".formatted(file.getFileName(), ProcessHandle.current().pid()));
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
