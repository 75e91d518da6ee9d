package io.domostream.loader.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A table, a role's and a database's settings and a way to the server, all chosen by a seed. */
record RandomSource(int seed, List<Column> columns, List<String> ddl, List<String> key, Reading reading) {
    static final String ROLE = "random_reader";
    static final int ROWS = 240;
    private static final int COLUMNS = 6;

    // g is the row's number. A text is compared with what psql prints under fixed settings.
    private static final List<Type> TYPES = List.of(
            new Type("smallint", "(hashint4(g) % 100)", "c::text", false, true),
            new Type("bigint", "(hashint8(g) * 1000000007::bigint)", "c::text", false, true),
            new Type("oid", "(abs(hashint4(g))::bigint)", "c::text", false, true),
            new Type(
                    "numeric",
                    "(CASE WHEN g % 20 = 0 THEN 'NaN' ELSE (g / 7.0)::text END)::numeric",
                    "c::text",
                    false,
                    true),
            new Type("numeric(12,3)", "(hashint4(g) / 1000.0)", "c::text", false, true),
            new Type(
                    "real",
                    "(CASE g % 20 WHEN 0 THEN 'NaN' WHEN 1 THEN '-Infinity' ELSE (g / 3.0)::text END)::real",
                    "c::text",
                    false,
                    true),
            new Type(
                    "float8",
                    "(CASE g % 20 WHEN 0 THEN 'Infinity' ELSE (g / 3.0)::text END)::float8",
                    "c::text",
                    false,
                    true),
            new Type("money", "(g / 3.0)::numeric::money", "c::numeric::text", false, true),
            new Type(
                    "date",
                    "(CASE g % 20 WHEN 0 THEN 'infinity' WHEN 1 THEN '0044-03-15 BC' ELSE (date '2024-01-01' + g)::text END)::date",
                    "c::text",
                    false,
                    true),
            new Type(
                    "timestamp",
                    "(CASE g % 20 WHEN 0 THEN '12000-01-01' ELSE (timestamp '2024-01-01' + g * interval '7.3 s')::text END)::timestamp",
                    "substr(c::text, 1, CASE WHEN c::text ~ '^\\\\d{5}' THEN 99 ELSE 19 END)",
                    false,
                    true),
            new Type(
                    "timestamptz",
                    "(timestamptz '2024-03-31 00:00Z' + g * interval '7.3 min')",
                    "substr(c::text, 1, 19)",
                    false,
                    true),
            new Type("boolean", "(g % 3 = 0)", "upper(c::text)", true, true),
            new Type(
                    "text",
                    "(ARRAY['', ' ', '\"', ',', E'\\\\', E'\\\\N', 'NaN', '-Infinity', 'ä', 'NO'])[1 + g % 10] || g % 30",
                    "c",
                    true,
                    true),
            new Type("varchar(20)", "md5(g::text)::varchar(20)", "c::text", true, true),
            new Type("char(12)", "('x ' || g)", "rtrim(c::text)", true, true),
            new Type("bytea", "decode(md5(g::text), 'hex')", "encode(c, 'hex')", true, true),
            new Type("uuid", "md5(g::text)::uuid", "c::text", true, true),
            new Type("json", "json_build_object('a', g)", "c::text", true, false),
            new Type("jsonb", "jsonb_build_object('a', g)", "c::text", true, true),
            new Type("xml", "('<a>' || g || '</a>')::xml", "c::text", true, false),
            new Type("interval", "(g * interval '21 days 901 hours 0.5 s')", "c::text", true, true),
            new Type("time", "(time '00:00' + g * interval '7.3 s')", "c::text", true, true),
            new Type("inet", "('10.0.0.0'::inet + g)", "c::text", true, true),
            new Type("int[]", "ARRAY[g, NULL]", "to_json(c)::text", true, true),
            new Type("bytea[]", "ARRAY[decode(md5(g::text), 'hex')]", "to_json(c)::text", true, true),
            new Type("interval[]", "ARRAY[g * interval '1 day 2 h']", "to_json(c)::text", true, true),
            new Type("mood", "(ARRAY['sad', 'glad'])[1 + g % 2]::mood", "c::text", true, true),
            new Type("pair", "ROW(g, 'b' || g)::pair", "to_json(c)::text", true, true));

    /** A type, its value in row g, what is expected of a value c, whether that is quoted, and whether it can be a key. */
    record Type(String name, String value, String expected, boolean text, boolean sortable) {}

    /** A column by its name and what it holds. */
    record Column(String name, Type type) {}

    /** How it is read: through a pooler or directly, under one snapshot or none, and with how many rows a page. */
    record Reading(boolean pooled, boolean shared, int rowsPerPage) {}

    static RandomSource of(int seed) {
        var random = new Random(seed);
        var columns = new ArrayList<Column>();
        var ddl = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (int i = 0; i < 1 + random.nextInt(COLUMNS); i++) {
            var type = TYPES.get(random.nextInt(TYPES.size()));
            columns.add(new Column("c" + i, type));
            values.add(random.nextInt(3) == 0 ? "CASE WHEN g % 4 > 0 THEN " + type.value() + " END" : type.value());
        }
        var definitions = new ArrayList<String>();
        for (var column : columns) {
            definitions.add(column.name() + " " + domain(random, ddl, seed, column));
        }
        boolean primaryKey = random.nextBoolean();
        ddl.add("CREATE TABLE r%d (id int%s, %s)"
                .formatted(seed, primaryKey ? " PRIMARY KEY" : "", String.join(", ", definitions)));
        ddl.add("INSERT INTO r%d SELECT g, %s FROM generate_series(1, %d) AS g"
                .formatted(seed, String.join(", ", values), ROWS));
        ddl.add("GRANT SELECT ON r%d TO %s".formatted(seed, ROLE));
        for (var setting : Hostile.SETTINGS) {
            switch (random.nextInt(3)) {
                case 0 -> ddl.add(Hostile.setting("ROLE " + ROLE, setting));
                case 1 -> ddl.add(Hostile.setting("DATABASE \"%s\"", setting));
                default -> {}
            }
        }
        var key = key(random, columns, primaryKey);
        boolean keyed = primaryKey || !key.isEmpty();
        var reading = new Reading(random.nextInt(3) == 0, !keyed || random.nextBoolean(), 20 + random.nextInt(200));
        return new RandomSource(seed, columns, ddl, key, reading);
    }

    private static String domain(Random random, List<String> ddl, int seed, Column column) {
        var type = column.type().name();
        for (int depth = 0; depth < random.nextInt(3); depth++) {
            var name = "d%d_%s_%d".formatted(seed, column.name(), depth);
            ddl.add("CREATE DOMAIN %s AS %s CHECK (VALUE IS NULL OR true)".formatted(name, type));
            type = name;
        }
        return type;
    }

    private static List<String> key(Random random, List<Column> columns, boolean primaryKey) {
        var sortable = columns.stream()
                .filter(column -> column.type().sortable())
                .map(Column::name)
                .toList();
        if (sortable.isEmpty() || random.nextInt(3) == 0) {
            return primaryKey || random.nextBoolean() ? List.of() : List.of("id");
        }
        var first = sortable.get(random.nextInt(sortable.size()));
        return random.nextBoolean() ? List.of(first) : List.of(first, "id");
    }

    SourceSpec spec() {
        return Source.table("r" + seed, key.toArray(String[]::new));
    }

    /** Selects what is expected of each column. */
    String expected() {
        return columns.stream()
                .map(column -> column.type().expected().replaceAll("\\bc\\b", column.name()))
                .collect(Collectors.joining(", ", "SELECT id, ", " FROM r" + seed));
    }
}
