package io.domostream.loader.report;

import io.domostream.loader.report.Outcome.Known;

/** A run's outcome for somebody who reads nothing else. */
final class Sentence {
    private Sentence() {}

    static String of(Known known) {
        return switch (known.status()) {
            case "RUNNING" -> "It is being run now: %s.".formatted(parts(known));
            case "COMPLETED" -> completed(known);
            case "NOTHING_TO_DO" -> "There was nothing new to load: no row was sent, and the DataSet is as it was.";
            case "UNKNOWN" ->
                "The commit was sent, and nobody can tell yet whether Domo took it. Nothing was aborted, nothing repeated.";
            case "NEWER" -> "A newer version of the loader made this run, and alone can read it.";
            default -> notCommitted(known);
        };
    }

    private static String completed(Known known) {
        if (known.exitCode() != null && known.exitCode() == 7) {
            return "The rows are committed, but the DataSet's row count is not what it should be.";
        }
        return known.checked()
                ? "Every row is in the DataSet: committed, and its row count checked."
                : "Every row is in the DataSet: committed. Its row count was not checked.";
    }

    private static String notCommitted(Known known) {
        return "%s; %s. %s"
                .formatted(
                        why(known),
                        parts(known),
                        known.committed()
                                ? "The rows are committed."
                                : "Nothing was committed: the DataSet has the rows it had.");
    }

    private static String why(Known known) {
        if (known.exitCode() == null) {
            return "The process was killed, or its machine was lost";
        }
        return switch (known.exitCode()) {
            case 2 -> "A wrong setting stopped it";
            case 3 -> "The source or the job repository was out of reach, or a query failed";
            case 4 -> "Domo refused what it was asked";
            case 5 -> "Domo was out of reach, or too slow, and all retries are used up";
            case 6 -> "The outcome of its commit stayed unknown, until a person settled it";
            case 7 -> "A guard stopped it";
            case 8 -> "Another run of this load was under way";
            case 9 -> "A signal stopped it";
            default -> "An unexpected error stopped it, most likely a bug of the loader's";
        };
    }

    private static String parts(Known known) {
        if (known.parts() == 0) {
            return known.partsDone() == 0
                    ? "no part was sent yet"
                    : Human.counted(known.partsDone(), "part") + " sent so far";
        }
        return "%s of %s sent".formatted(Human.count(known.partsDone()), Human.counted(known.parts(), "part"));
    }
}
