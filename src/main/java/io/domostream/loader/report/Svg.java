package io.domostream.loader.report;

import java.util.Locale;

/** Numbers and shapes as SVG writes them, short. */
final class Svg {
    private Svg() {}

    static String number(double value) {
        var text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** As part of a path; nothing where there is nothing to see. */
    static String rectangle(double x, double y, double width, double height) {
        var w = number(width);
        return height <= 0 ? "" : "M%s %sh%sv%sh-%sz".formatted(number(x), number(y), w, number(height), w);
    }
}
