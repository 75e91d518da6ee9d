package io.domostream.loader.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a run with its workers took. */
record Crewed(
        double upload,
        double splitting,
        int slices,
        Costs costs,
        Connections.Most connections,
        Repository.Asked asked) {
    private static final String SLICES = " from batch_step_execution where step_name like 'slice%:%'";
    private static final int FORMS = 40;

    static Crewed of(Ended ended, Costs costs, Connections.Most connections, Repository repository)
            throws IOException, SQLException {
        var upload = Measured.of(ended).with("", ended.json()).get("phases.upload");
        try (var database = repository.last()) {
            long splitting = Servers.number(
                    database, "select 1000 * extract(epoch from max(create_time) - min(create_time))" + SLICES);
            int slices = (int) Servers.number(database, "select count(*)" + SLICES);
            return new Crewed(
                    upload == null ? ended.seconds() : upload,
                    splitting / 1e3,
                    slices,
                    costs,
                    connections,
                    repository.asked());
        }
    }

    /** For people; {@code rows} and {@code parts} are the load's. */
    List<String> lines(String name, long rows, long parts) {
        var lines = new ArrayList<String>();
        lines.add("%s: upload %.2f s, %,.0f rows/s, %d slices, %.1f ms a slice; slices made in %.2f s"
                .formatted(name, upload, rows / upload, slices, 1000 * upload / slices, splitting));
        lines.add("   processor seconds: workers %.2f, source %.2f, repository %.2f; a million rows: %.2f, %.2f, %.2f"
                .formatted(
                        costs.workers(),
                        costs.source(),
                        costs.repository(),
                        costs.workers() / rows * 1e6,
                        costs.source() / rows * 1e6,
                        costs.repository() / rows * 1e6));
        lines.add("   connections: source %d, repository %d; locks waited for: %d"
                .formatted(connections.source(), connections.repository(), asked.waits()));
        asked.by().forEach((who, statements) -> lines.add(told(who, statements, parts)));
        return lines;
    }

    /** The repository's statements, those most often asked first. */
    List<String> statements(long parts) {
        return asked.forms().entrySet().stream()
                .sorted(Map.Entry.comparingByValue((a, b) -> b.count() - a.count()))
                .limit(FORMS)
                .map(form -> told(form.getKey(), form.getValue(), parts))
                .toList();
    }

    private static String told(String what, Repository.Statements statements, long parts) {
        return "   %,6d statements, %.2f a part, %,.0f ms at the server: %s"
                .formatted(statements.count(), (double) statements.count() / parts, statements.milliseconds(), what);
    }
}
