package io.domostream.loader.report;

import java.util.List;
import java.util.Locale;

/** What a part's time goes to, in the order in which it does. */
public enum Doing {
    WAITING("waiting for a reader"),
    READING("reading"),
    COMPRESSING("compressing"),
    HELD("held until there is room"),
    SENDING("sending");

    private final String shown;

    Doing(String shown) {
        this.shown = shown;
    }

    public String shown() {
        return shown;
    }

    /** For the style sheet. */
    public String style() {
        return name().toLowerCase(Locale.ROOT);
    }

    public long millis(PartTime.Took took) {
        return switch (this) {
            case WAITING -> took.waiting();
            case READING -> took.reading();
            case COMPRESSING -> took.compressing();
            case HELD -> took.held();
            case SENDING -> took.sending();
        };
    }

    /** All of these parts' time that went to it. */
    public long millis(List<PartTime> parts) {
        return parts.stream().mapToLong(part -> millis(part.took())).sum();
    }
}
