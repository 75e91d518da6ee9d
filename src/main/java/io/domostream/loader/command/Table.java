package io.domostream.loader.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** Rows under headings, each column as wide as its widest value. */
final class Table {
    private static final int GAP = 2;
    private final List<String[]> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(headings);
    }

    Table row(@Nullable Object... values) {
        rows.add(Stream.of(values).map(v -> Objects.toString(v, "-")).toArray(String[]::new));
        return this;
    }

    @Override
    public String toString() {
        var columns = IntStream.range(0, rows.get(0).length)
                .mapToObj(i ->
                        rows.stream().mapToInt(row -> row[i].length()).max().orElse(0))
                .map(width -> new Column(width + GAP, 0, Column.Overflow.SPAN))
                .toArray(Column[]::new);
        var table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns);
        rows.forEach(table::addRowValues);
        return table.toString().stripTrailing();
    }
}
