package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.source.Page.Nulls;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RowNotWrittenTest {
    private static final Page ALL = new Page(1, null, null, Nulls.LEFT_OUT);
    private static final String TABLE = "CREATE TABLE t (v text, b text NOT NULL, a int NOT NULL, gone int)";

    @Test
    void aRowTooLongIsNamedByItsKey() throws IOException {
        var hostile = "x, \"\"y\"\r\n'\\😀";
        try (var source = new Source(
                TABLE,
                "INSERT INTO t SELECT CASE i WHEN 7 THEN repeat('\",\n', 100) END, '" + hostile.replace("'", "''")
                        + "' || i, i, i FROM generate_series(1, 9) AS i")) {
            var spec = Source.table("t", "a", "b");
            requireNamed(source, spec, "7, " + hostile + "7");
            requireNamed(source, Source.table("t", "gone"), "7");
            requireNamed(source, Source.table("t"), "");
            requireNamed(source, new SourceSpec("t", null, List.of("a"), Map.of(), List.of("a"), Map.of()), "");
        }
    }

    @Test
    void itsKeyIsShortened() throws IOException {
        try (var source = new Source(TABLE, "INSERT INTO t VALUES ('x', repeat('😀', 3000), 1, 1)")) {
            requireNamed(source, Source.table("t", "b", "a"), "😀".repeat(199) + "…");
        }
    }

    private static void requireNamed(Source source, SourceSpec spec, String key) throws IOException {
        var table = source.postgres.inspect(spec);
        try (var snapshot = source.postgres.openSnapshot(spec, 1);
                var reader = source.postgres.readers(spec, table, snapshot).open();
                var stream = source.postgres.stream(spec, table, snapshot)) {
            requireNamed(() -> reader.read(ALL, new LimitedOutput(300)), key);
            requireNamed(() -> stream.read(new LimitedOutput(300), 1000, 1_000_000), key);
        }
    }

    private static void requireNamed(ThrowingCallable reading, String key) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(RowNotWritten.class, e -> {
            assertThat(e.key()).isEqualTo(key);
            assertThat(e.bytes()).isGreaterThan(300);
            assertThat(e)
                    .hasMessage("a row of %d bytes could not be written", e.bytes())
                    .hasRootCauseMessage("full");
        });
    }
}
