package io.domostream.loader.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the page of a run says beyond the report itself; its template asks. */
public final class ReportPage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String NOT_KNOWN = "not known";
    private final RunReport report;
    private final List<Timeline> timelines;
    private final Map<Integer, PartTime> byNumber;

    ReportPage(RunReport report) {
        this.report = report;
        this.timelines = Timeline.of(report.work());
        this.byNumber = report.work().parts().stream().collect(Collectors.toMap(PartTime::number, Function.identity()));
    }

    /** A share of the parts' time in all. */
    public record Share(Doing doing, String time, double percent) {}

    public RunReport report() {
        return report;
    }

    public List<Timeline> timelines() {
        return timelines;
    }

    public List<PartTime> parts(List<Integer> numbers) {
        return numbers.stream().map(byNumber::get).toList();
    }

    /** Empty where no receipt tells what its part took. */
    public List<Share> shares() {
        var parts = report.work().parts();
        double all = parts.stream().mapToLong(part -> part.took().all()).sum();
        var shares = new ArrayList<Share>();
        for (var doing : all == 0 ? new Doing[0] : Doing.values()) {
            long millis = doing.millis(parts);
            shares.add(new Share(doing, Human.seconds(millis / 1e3), 100 * millis / all));
        }
        return shares;
    }

    /** Columns whose change is something. */
    public List<RunReport.Column> changed() {
        var columns = report.setup().columns();
        return columns == null
                ? List.of()
                : columns.stream()
                        .filter(column -> !column.change().equals("none"))
                        .toList();
    }

    /** All columns are new: the DataSet was made by this run. */
    public boolean created() {
        var columns = report.setup().columns();
        return columns != null
                && !columns.isEmpty()
                && columns.stream().allMatch(column -> column.change().equals("add"));
    }

    public static String time(@Nullable Instant time) {
        return time == null ? NOT_KNOWN : TIME.format(time);
    }

    /** Batch keeps times without a zone, which are UTC. */
    public static String time(@Nullable LocalDateTime time) {
        return time(time == null ? null : time.toInstant(ZoneOffset.UTC));
    }

    public static String count(@Nullable Long number) {
        return number == null ? NOT_KNOWN : Human.count(number);
    }

    public static String seconds(@Nullable Double seconds) {
        return seconds == null ? NOT_KNOWN : Human.seconds(seconds);
    }

    public static String millis(long millis) {
        return Human.seconds(millis / 1e3);
    }

    public static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f", percent);
    }

    /** How the status is coloured: good, bad, open or calm. */
    public static String tone(String status, @Nullable Integer exitCode) {
        return switch (status) {
            case "COMPLETED" -> exitCode == null || exitCode == 0 ? "good" : "bad";
            case "FAILED" -> "bad";
            case "UNKNOWN", "STOPPED" -> "open";
            default -> "calm";
        };
    }

    /** The status in a sign, for those who see no colours. */
    public static String sign(String tone) {
        return switch (tone) {
            case "good" -> "✓";
            case "bad" -> "✗";
            case "open" -> "!";
            default -> "–";
        };
    }
}
