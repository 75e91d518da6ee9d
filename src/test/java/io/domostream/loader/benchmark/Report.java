package io.domostream.loader.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The outcome as people read it. */
record Report(
        Contenders contenders, Results results, @Nullable Double allocatedPerRow) {
    private static final String ROW = "%-12s %10s %10s %12s %8s %7s %9s";

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(ROW.formatted("", "process s", "work s", "rows/s", "MB/s", "x raw", "peak MB"));
        contenders.running.forEach(each -> lines.add(row(each)));
        contenders.skipped.forEach((name, reason) -> lines.add("%-12s skipped: %s".formatted(name, reason)));
        lines.add("");
        Stream.of(Contenders.LOADER, Contenders.LOADER_UUID)
                .filter(name -> results.median(name) != null)
                .forEach(name -> lines.addAll(whereTimeGoes(name)));
        lines.add("loader allocates %s bytes a row".formatted(number("%,.0f", allocatedPerRow)));
        lines.add("");
        Target.of(results).forEach(target -> lines.add(target.line()));
        return lines;
    }

    private String row(Contender contender) {
        var median = Objects.requireNonNull(results.median(contender.name()));
        var table = contender.table();
        var raw = table.name().equals("lineitem") ? Contenders.RAW : Contenders.RAW_UUID;
        return ROW.formatted(
                contender.name(),
                number("%.2f", median.get(Measured.PROCESS)),
                number("%.2f", median.get(Measured.WORK)),
                number("%,.0f", table.rows() / median.work()),
                number("%.1f", table.megabytes() / median.work()),
                number("%.2f", Results.ratio(median.work(), results.median(raw, Measured.WORK))),
                number("%.0f", Results.ratio(median.get(Measured.PEAK), 1e6)));
    }

    private List<String> whereTimeGoes(String loader) {
        return List.of(
                "%s: workers read %s, compress %s, send %s, record %s"
                        .formatted(
                                loader,
                                percent(results.workerShare(loader, "read")),
                                percent(results.workerShare(loader, "compress")),
                                percent(results.workerShare(loader, "send")),
                                percent(results.workerShare(loader, "record"))),
                "%s: plan %s of the process, upload %s of it"
                        .formatted(
                                loader,
                                percent(results.ratio(loader, "phases.plan", loader, Measured.PROCESS)),
                                percent(results.ratio(loader, Measured.WORK, loader, Measured.PROCESS))));
    }

    static String percent(@Nullable Double share) {
        return share == null ? "-" : number("%.1f %%", 100 * share);
    }

    static String number(String format, @Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }
}
