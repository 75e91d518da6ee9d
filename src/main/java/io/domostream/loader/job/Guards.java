package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stop a REPLACE before it takes the old rows away. */
final class Guards {
    private static final int WHOLE = 100;
    private final LoadSettings load;

    Guards(LoadSettings load) {
        this.load = load;
    }

    /** A guard's answer: {@code verdict} is {@code ok} or {@code stop}. */
    record Verdict(String name, String verdict, String why) {
        boolean stops() {
            return verdict.equals("stop");
        }
    }

    /** {@code rowsNow} is null where Domo does not tell it. */
    List<Verdict> judge(long rows, @Nullable Long rowsNow) {
        if (load.target().method() != LoadSettings.Method.REPLACE) {
            return List.of();
        }
        var guard = load.target().guard();
        return List.of(
                verdict(
                        "min-rows",
                        rows >= guard.minRows(),
                        "%d rows, at least %d wanted".formatted(rows, guard.minRows())),
                maxShrink(rows, rowsNow, guard.shrinkPercent()));
    }

    private static Verdict maxShrink(long rows, @Nullable Long rowsNow, int percent) {
        if (rowsNow == null) {
            return verdict("max-shrink", percent >= WHOLE, "Domo does not say how many rows the DataSet has now");
        }
        long least = rowsNow - rowsNow * percent / WHOLE;
        return verdict(
                "max-shrink",
                rows >= least,
                "%d rows, %d in the DataSet now, at least %d wanted".formatted(rows, rowsNow, least));
    }

    void require(long rows, @Nullable Long rowsNow) {
        for (var verdict : judge(rows, rowsNow)) {
            if (verdict.stops()) {
                throw LoadFailure.forGood(
                        ExitCodes.GUARD,
                        Runbook.TOO_FEW_ROWS,
                        "guard %s of load %s: %s; the DataSet is unchanged. Mend the source, or loads.%s.guard.%s"
                                .formatted(verdict.name(), load.name(), verdict.why(), load.name(), verdict.name()));
            }
        }
    }

    private static Verdict verdict(String name, boolean fine, String why) {
        return new Verdict(name, fine ? "ok" : "stop", why);
    }
}
