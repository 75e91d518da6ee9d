package io.domostream.loader.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Measures the loader, the raw copy and what people would use instead, in turn: {@code ./mvnw -Pbenchmark verify}. */
final class Benchmark {
    private final Options options;
    private final Stage stage;
    private final Results results = new Results();

    private Benchmark(Options options, Stage stage) {
        this.options = options;
        this.stage = stage;
    }

    /** Ends with 1 where a contender fails; a target that is missed is no failure. */
    public static void main(String[] args) throws Exception {
        try (var stage = Stage.set()) {
            new Benchmark(Options.given(), stage).run();
        }
    }

    private void run() throws IOException, InterruptedException, SQLException {
        System.out.printf("filling PostgreSQL at scale %s%n", options.scale());
        stage.source().fill(options.scale(), Contenders.wantUuid(options));
        var contenders = new Contenders(options, stage.loader(options));
        for (int round = 1; round <= options.rounds(); round++) {
            for (var contender : contenders.running) {
                var measured = contender.run();
                results.add(contender, measured);
                System.out.printf(
                        "round %d of %d: %s %s s%n",
                        round,
                        options.rounds(),
                        contender.name(),
                        Report.number("%.2f", Objects.requireNonNull(measured.get(Measured.PROCESS))));
            }
        }
        write(contenders, allocatedPerRow(contenders));
    }

    /** One more run, not among the measured ones, since recording takes time. */
    private @Nullable Double allocatedPerRow(Contenders contenders)
            throws IOException, InterruptedException, SQLException {
        for (var contender : contenders.running) {
            if (contender.name().equals(Contenders.LOADER)) {
                return new Allocations(stage.loader(options)).bytesPerRow(contender.table());
            }
        }
        return null;
    }

    private void write(Contenders contenders, @Nullable Double allocatedPerRow) throws IOException, SQLException {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put(
                "tables",
                contenders.running.stream()
                        .map(Contender::table)
                        .distinct()
                        .collect(Collectors.toMap(
                                Table::name, table -> Map.of("rows", table.rows(), "bytes", table.bytes()))));
        json.put("contenders", results.json());
        json.put("skipped", contenders.skipped);
        json.put("allocatedBytesPerRow", allocatedPerRow);
        json.put("targets", Target.of(results));
        new Outcome(options, "benchmark", stage.source().version())
                .write(new Report(contenders, results, allocatedPerRow).lines(), json);
    }
}
