package io.domostream.loader.benchmark;

import io.domostream.loader.databases.Engine;
import io.domostream.loader.databases.TestDatabase;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of any database but PostgreSQL; the wide one is much like lineitem of TPC-H. */
enum JdbcTable {
    NARROW {
        @Override
        List<String> columns() {
            return List.of("amount decimal(12, 2)", "note varchar(60)");
        }

        @Override
        List<Object> values(Random random) {
            return List.of(money(random, 10_000_000), words(random));
        }
    },
    WIDE {
        @Override
        List<String> columns() {
            return List.of(
                    "l_partkey bigint",
                    "l_quantity decimal(15, 2)",
                    "l_extendedprice decimal(15, 2)",
                    "l_discount decimal(15, 2)",
                    "l_returnflag char(1)",
                    "l_shipdate date",
                    "l_receiptdate date",
                    "l_comment varchar(60)",
                    "l_changed timestamp(6)",
                    "l_weight double precision");
        }

        @Override
        List<Object> values(Random random) {
            var day = LocalDate.of(1992, 1, 1).plusDays(random.nextInt(2500));
            return List.of(
                    random.nextInt(200_000),
                    1 + random.nextInt(50),
                    money(random, 10_000_000),
                    money(random, 11),
                    "ANR".charAt(random.nextInt(3)),
                    day,
                    day.plusDays(random.nextInt(30)),
                    words(random),
                    day.atStartOfDay().plusNanos(1000 * random.nextLong(86_400_000_000L)),
                    // With as many digits as a double has.
                    1000 * random.nextDouble());
        }
    };

    private static final int GENERATED = 1000;

    /** Beside the id. */
    abstract List<String> columns();

    abstract List<Object> values(Random random);

    String sql() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Rows after the first ones are their copies, which a server makes faster than anything sends them. */
    void create(Engine engine, TestDatabase database, int rows) {
        database.execute(
                "create table %s (id bigint primary key, %s)".formatted(sql(), declared(engine)),
                "insert into %s values %s".formatted(sql(), generated(Math.min(rows, GENERATED))));
        var names = columns().stream().map(column -> column.split(" ", 2)[0]).collect(Collectors.joining(", "));
        for (int there = GENERATED; there < rows; there *= 2) {
            database.execute("insert into %1$s select id + %2$d, %3$s from %1$s where id <= %4$d"
                    .formatted(sql(), there, names, rows - there));
        }
    }

    private String declared(Engine engine) {
        var declared = String.join(", ", columns());
        // Its own TIMESTAMP ends in 2038, and shows the hours of each session's zone.
        return engine == Engine.H2 ? declared : declared.replace("timestamp", "datetime");
    }

    private String generated(int rows) {
        var random = new Random(rows);
        return IntStream.rangeClosed(1, rows)
                .mapToObj(id -> values(random).stream()
                        .map(value -> value instanceof Number ? value.toString() : "'" + value + "'")
                        .collect(Collectors.joining(", ", "(" + id + ", ", ")")))
                .collect(Collectors.joining(", "));
    }

    private static BigDecimal money(Random random, int cents) {
        return BigDecimal.valueOf(random.nextInt(cents), 2);
    }

    private static String words(Random random) {
        return IntStream.range(0, 2 + random.nextInt(5))
                .mapToObj(i -> Long.toString(random.nextLong(Long.MAX_VALUE), Character.MAX_RADIX)
                        .substring(0, 4 + random.nextInt(5)))
                .collect(Collectors.joining(" "));
    }
}
