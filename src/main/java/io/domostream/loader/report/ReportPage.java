package io.domostream.loader.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the page of a run says beyond the report itself; its template asks. */
public final class ReportPage {
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

    /** By what they are of; where attempts differ, each attempt's. */
    public Map<String, String> versions() {
        var attempts = report.work().attempts();
        var versions = new TreeMap<String, String>();
        for (var name : new TreeSet<>(attempts.stream()
                .flatMap(attempt -> attempt.versions().keySet().stream())
                .toList())) {
            var each = attempts.stream()
                    .filter(attempt -> attempt.versions().containsKey(name))
                    .toList();
            var first = String.valueOf(each.get(0).versions().get(name));
            boolean same = each.stream()
                    .allMatch(attempt -> first.equals(attempt.versions().get(name)));
            versions.put(
                    shown(name),
                    same
                            ? first
                            : each.stream()
                                    .map(attempt -> "attempt %d: %s"
                                            .formatted(
                                                    attempt.number(),
                                                    attempt.versions().get(name)))
                                    .collect(Collectors.joining("\n")));
        }
        return versions;
    }

    private static String shown(String name) {
        return switch (name) {
            case "java" -> "Java";
            case "springBatch" -> "Spring Batch";
            case "jobRepository" -> "job repository";
            default -> name;
        };
    }

    /** Retries and throttling of all attempts, as far as they lived to tell. */
    public String effort() {
        var efforts = report.work().attempts().stream().map(Attempt::effort).toList();
        var retries = efforts.stream()
                .map(Attempt.Effort::retries)
                .filter(Objects::nonNull)
                .toList();
        if (retries.isEmpty()) {
            return "retries " + Shown.NOT_KNOWN;
        }
        int count = retries.stream().mapToInt(Integer::intValue).sum();
        double throttled = efforts.stream()
                .map(Attempt.Effort::throttledSeconds)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sum();
        return "%s%d %s, %s"
                .formatted(
                        retries.size() < efforts.size() ? "at least " : "",
                        count,
                        count == 1 ? "retry" : "retries",
                        throttled == 0 ? "not throttled" : "throttled " + Human.seconds(throttled));
    }
}
