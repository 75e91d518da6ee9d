package io.domostream.loader.benchmark;

import io.domostream.loader.databases.Engine;
import io.domostream.loader.databases.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** Measures what reading by plain JDBC takes beside a bare loop over the same columns, in JVMs that do nothing else. */
final class OtherDatabases {
    private static final int ROWS_AT_SCALE_1 = 6_000_000;
    private static final String LINE = "%-10s %7s  %-8s %12s %12s %6s";
    /** A bare loop gains by these too. */
    private static final Map<Engine, String> SETTINGS = Map.of(
            Engine.MYSQL, "?useServerPrepStmts=true",
            Engine.MARIADB, "?useServerPrepStmts=true",
            Engine.H2, ";LAZY_QUERY_EXECUTION=TRUE");

    private final Options options;
    private final Path folder;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, JdbcReading.Seconds> seconds = new LinkedHashMap<>();

    private OtherDatabases(Options options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        var folder = Files.createTempDirectory("loader-benchmark");
        try {
            new OtherDatabases(Options.given(), folder).run();
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private void run() throws IOException, InterruptedException {
        tell(LINE.formatted("", "columns", "JVM", "bare rows/s", "reader rows/s", "ratio"));
        for (var engine : List.of(Engine.MYSQL, Engine.MARIADB, Engine.H2)) {
            if (options.only().isEmpty() || options.only().contains(name(engine))) {
                try (var database = engine.newDatabase(folder)) {
                    for (var table : JdbcTable.values()) {
                        table.create(engine, database, (int) (options.scale() * ROWS_AT_SCALE_1));
                        measure(engine, database, table);
                    }
                }
            }
        }
        var sources = seconds.values().stream()
                .map(JdbcReading.Seconds::source)
                .distinct()
                .collect(Collectors.joining(", "));
        new Outcome(options, "other-databases", sources).write(lines, seconds);
    }

    private void measure(Engine engine, TestDatabase database, JdbcTable table)
            throws IOException, InterruptedException {
        var arguments = Stream.of(
                        Integer.toString(options.rounds()),
                        table.sql(),
                        database.url() + SETTINGS.get(engine),
                        database.username(),
                        database.password())
                .filter(argument -> argument != null)
                .toArray(String[]::new);
        measure(engine, table, "image's", Java.quick(JdbcReading.class, arguments));
        measure(engine, table, "default", Java.main(JdbcReading.class, arguments));
    }

    private void measure(Engine engine, JdbcTable table, String jvm, List<String> command)
            throws IOException, InterruptedException {
        var ended = Child.run(folder, List.of(command));
        var measured = JsonMapper.shared().treeToValue(ended.json(), JdbcReading.Seconds.class);
        seconds.put("%s %s %s".formatted(name(engine), table.sql(), jvm), measured);
        double bare = measured.rows() / median(measured.bare());
        double reader = measured.rows() / median(measured.reader());
        tell(LINE.formatted(
                name(engine),
                1 + table.columns().size(),
                jvm,
                Report.number("%,.0f", bare),
                Report.number("%,.0f", reader),
                Report.number("%.2f", reader / bare)));
    }

    private static double median(List<Double> seconds) {
        return seconds.stream().sorted().toList().get(seconds.size() / 2);
    }

    private static String name(Engine engine) {
        return engine.name().toLowerCase(Locale.ROOT);
    }

    private void tell(String line) {
        System.out.println(line);
        lines.add(line);
    }
}
