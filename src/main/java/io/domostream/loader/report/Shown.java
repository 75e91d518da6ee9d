package io.domostream.loader.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as pages show them. */
public final class Shown {
    static final String NOT_KNOWN = "not known";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Shown() {}

    /** A stretch of a text; what stands between backquotes is to be typed. */
    public record Words(String text, boolean typed) {}

    public static List<Words> words(String text) {
        var words = new ArrayList<Words>();
        boolean typed = false;
        for (var each : text.split("`", -1)) {
            if (!each.isEmpty()) {
                words.add(new Words(each, typed));
            }
            typed = !typed;
        }
        return words;
    }

    public static String change(String change) {
        return switch (change) {
            case "add" -> "added";
            case "gone" -> "gone from the source";
            case "changed" -> "of another type";
            default -> change;
        };
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
        return millis < 1000 ? millis + " ms" : Human.seconds(millis / 1e3);
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
