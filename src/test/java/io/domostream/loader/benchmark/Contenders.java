package io.domostream.loader.benchmark;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is measured, in the order of a round, and who can't be. */
final class Contenders {
    static final String RAW = "raw";
    static final String LOADER = "loader";
    static final String RAW_UUID = "raw-uuid";
    static final String LOADER_UUID = "loader-uuid";
    static final String SHELL = "shell";
    static final String PLAIN = "plain-batch";
    private static final Set<String> ALL = Set.of(RAW, LOADER, RAW_UUID, LOADER_UUID, SHELL, PLAIN);

    final List<Contender> running = new ArrayList<>();
    /** The reason of each that was asked for and can't run. */
    final Map<String, String> skipped = new LinkedHashMap<>();

    private final Options options;
    private final LoaderRuns runs;

    Contenders(Options options, LoaderRuns runs) throws SQLException {
        if (!ALL.containsAll(options.only())) {
            throw new IllegalArgumentException("benchmark.only is %s: give some of %s".formatted(options.only(), ALL));
        }
        this.options = options;
        this.runs = runs;
        withUuid();
        onLineitem(runs.source().lineitem(), runs.folder());
    }

    static boolean wantUuid(Options options) {
        return options.wants(RAW_UUID) || options.wants(LOADER_UUID);
    }

    private void withUuid() throws SQLException {
        if (wantUuid(options)) {
            var table = runs.source().uuid();
            add(new RawContender(RAW_UUID, table, runs.source(), runs.folder()));
            add(new LoaderContender(LOADER_UUID, table, runs));
        }
    }

    private void onLineitem(Table table, Path folder) {
        add(new RawContender(RAW, table, runs.source(), folder));
        add(new LoaderContender(LOADER, table, runs));
        add(new PlainBatchContender(PLAIN, table, runs.source(), runs.sink(), folder));
        var missing = ShellContender.missing();
        if (missing.isEmpty()) {
            add(new ShellContender(SHELL, table, runs.source(), runs.sink(), folder));
        } else if (options.wants(SHELL)) {
            skipped.put(SHELL, "not on the path: " + String.join(", ", missing));
        }
    }

    private void add(Contender contender) {
        if (options.wants(contender.name())) {
            running.add(contender);
        }
    }
}
