package io.domostream.loader.simulator;

import io.domostream.loader.simulator.Assumed.Habit;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;

/** Takes a part in: checks each row on its way to disk, and leaves no file behind when it refuses. */
final class PartIntake {

    private final PartFiles files;
    private final Assumed assumed;

    PartIntake(PartFiles files, Assumed assumed) {
        this.files = files;
        this.assumed = assumed;
    }

    Part receive(Call call, List<Column> columns) throws IOException {
        var file = files.newFile();
        try {
            return store(new PartBody(call), columns, file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private Part store(PartBody body, List<Column> columns, Path file) throws IOException {
        var check = new RowCheck(columns, assumed);
        var reader = new RowReader(
                columns.size() == 1 && assumed.has(Habit.EMPTY_LINE_IS_A_ROW), assumed.has(Habit.BACKSLASH_N_IS_NULL));
        long rows;
        try (var out = Files.newBufferedWriter(file)) {
            rows = reader.each(body.text(), (number, row) -> {
                check.check(number, row);
                RowWriter.write(row, out);
            });
        } catch (CharacterCodingException e) {
            throw RowCheck.invalid("The text is not UTF-8.", e);
        } catch (ZipException | EOFException e) {
            throw new Refusal(400, "The part is not well-formed gzip", e);
        }
        body.requireWhole();
        if (rows == 0 && !assumed.has(Habit.EMPTY_PART_TAKEN)) {
            throw RowCheck.invalid("The part has no rows.");
        }
        return new Part(file, rows, columns.size());
    }
}
