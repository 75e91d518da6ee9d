package io.domostream.loader.command;

import io.domostream.loader.job.LoadSettings;
import io.domostream.loader.job.LoadSettings.Method;
import io.domostream.loader.source.Span;
import io.domostream.loader.source.Watermark;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads what a load says about new rows, and the two parameters that every such load has. */
record IncrementReading(Binding binding, String prefix, ZoneId zone) {
    private static final List<String> RESERVED = List.of(LoadSettings.SINCE, LoadSettings.FULL);

    /** Null without a watermark, or where there is a mistake, which is noted then. */
    LoadSettings.@Nullable Incremental read(LoadBinding load, @Nullable Method method, Map<String, String> given) {
        var column = load.watermark();
        if (column == null || column.isBlank()) {
            tell("lag", load.lag() != null, load.lag(), "leave it out, or give the watermark it belongs to");
            tell(
                    "overlap",
                    load.overlap() != null,
                    load.overlap(),
                    "leave it out, or give the watermark it belongs to");
            return null;
        }
        tell("watermark", method == Method.REPLACE, column, "a REPLACE takes all rows; choose UPSERT or APPEND");
        boolean appends = method == Method.APPEND;
        tell("overlap", appends && load.overlap() != null, load.overlap(), "an APPEND would double rows; give lag");
        for (String name : RESERVED) {
            tell(
                    "parameters." + name,
                    load.parameters().containsKey(name),
                    "declared",
                    "a load with a watermark has it already; choose another name");
        }
        var since = given.get(LoadSettings.SINCE);
        boolean full = full(given.get(LoadSettings.FULL));
        if (since != null && full) {
            binding.problem("parameter since is %s: give it or full=true, not both".formatted(since));
        }
        if (since != null && since.isBlank()) {
            binding.problem("parameter since is empty: give a value of %s".formatted(column));
        }
        var watermark = new Watermark(column, appends, span("lag", load.lag()), span("overlap", load.overlap()), zone);
        return new LoadSettings.Incremental(watermark, since, full);
    }

    /** The parameters that are not about new rows. */
    static Map<String, String> others(Map<String, String> given, LoadSettings.@Nullable Incremental incremental) {
        return incremental == null ? given : LoadSettings.chosen(true, given);
    }

    private boolean full(@Nullable String text) {
        if (text != null && !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            binding.problem("parameter full is %s: give true, or leave it out".formatted(text));
        }
        return "true".equalsIgnoreCase(text);
    }

    private @Nullable Span span(String setting, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            if (text.matches("\\d{1,18}")) {
                return Span.of(Long.parseLong(text));
            }
            var time = DurationStyle.detectAndParse(text);
            tell(setting, time.isNegative(), text, "give a time such as 5m or 2d");
            return Span.of(time);
        } catch (IllegalArgumentException e) {
            tell(setting, true, text, "give a time such as 5m or 2d, or a whole number for a column of numbers");
            return null;
        }
    }

    private void tell(String setting, boolean wrong, @Nullable String value, String cure) {
        if (wrong) {
            binding.problem("%s.%s is %s: %s".formatted(prefix, setting, value, cure));
        }
    }
}
