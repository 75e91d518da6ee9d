package io.domostream.loader.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.domo.Column;
import io.domostream.loader.job.StopSignal;
import io.domostream.loader.source.DomoType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadBackTest {
    private static final List<Column> COLUMNS = List.of(new Column("LONG", "id"), new Column("DATE", "day"));

    @TempDir
    Path folder;

    private final StopSignal stop = new StopSignal();
    private final ReadBack back = new ReadBack(COLUMNS, stop);

    private List<Path> files(String... csv) throws IOException {
        var files = new Path[csv.length];
        for (int i = 0; i < csv.length; i++) {
            files[i] = Files.writeString(folder.resolve(i + ".csv"), csv[i]);
        }
        return List.of(files);
    }

    @Test
    void rowsOfAllFilesAreCountedTogether() throws IOException {
        assertThat(back.fault(files("1,2026-11-25\n-20,\n", "3,2024-02-29\n"), 3))
                .isNull();
        assertThat(back.values()).isEqualTo(6);
        assertThat(back.seen())
                .containsExactly(
                        new ReadBack.ColumnSeen("id", "LONG", 0, 3), new ReadBack.ColumnSeen("day", "DATE", 1, 10));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,2026-11-25            | 2 rows were sent, and 1 are there
            1,2026-11-25;2,;3,      | 2 rows were sent, and 3 are there
            1,2026-11-25;2          | row 2 has 1 columns instead of 2
            1,2026-11-25;2,,        | row 2 has 3 columns instead of 2
            1,2026-11-25;secret,    | row 2: the value of id is no LONG
            1,2026-02-29;2,         | row 1: the value of day is no DATE
            1,"2026-11-25           | row 1: the value of day is no DATE
            """)
    void whatIsWrongIsToldByItsPlace(String rows, String fault) throws IOException {
        assertThat(back.fault(files(rows.replace(";", "\n") + "\n"), 2)).isEqualTo(fault);
    }

    @Test
    void aStopEndsIt() throws IOException {
        stop.request();
        assertThat(back.fault(files("1,2026-11-25\n", "not looked at\n"), 2)).isNull();
        assertThat(back.values()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STRING   | anything              | nothing is wrong
            LONG     | -9223372036854775808  | 9223372036854775808
            LONG     | 0                     | 007
            LONG     | 12                    | 1.0
            DECIMAL  | -12.50                | 1e5
            DECIMAL  | 0                     | NaN
            DECIMAL  | 123456789012345678901 | 1,5
            DOUBLE   | 1e-09                 | Infinity
            DOUBLE   | -0.5                  | abc
            DATE     | 0001-01-01            | 0000-01-01
            DATE     | 2026-12-31            | 2026-12-31 00:00:00
            DATETIME | 2026-12-31 23:59:59   | 2026-12-31T23:59:59
            DATETIME | 2024-02-29 00:00:00   | 2026-02-29 00:00:00
            DATETIME | 2024-02-29 00:00:00   | 2024-02-29 24:00:00
            DATETIME | 2024-02-29 00:00:00   | 2024-02-29 00:00
            """)
    void aValueFitsItsType(DomoType type, String right, String wrong) {
        assertThat(ValueForm.fits(type, right)).isTrue();
        assertThat(ValueForm.fits(type, wrong)).isEqualTo(type == DomoType.STRING);
    }
}
