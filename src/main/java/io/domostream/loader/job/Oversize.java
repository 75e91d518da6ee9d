package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import io.domostream.loader.source.RowNotWritten;

/** What a run does about a row that no longer fits in its part. */
final class Oversize {
    private Oversize() {}

    /** Half the rows a page may help once; a row that is too large by itself can't be helped. */
    static LoadFailure of(RowNotWritten row, LoadSettings load, boolean halved) {
        var maxBytes = load.pace().parts().maxBytes();
        if (row.bytes() > maxBytes.toBytes()) {
            return LoadFailure.forGood(
                    ExitCodes.GUARD,
                    Runbook.PART_TOO_LARGE,
                    "load %s: the row with key (%s) has %d bytes of CSV, more than loads.%s.parts.max-bytes (%s); give a larger max-bytes, or exclude a column"
                            .formatted(load.name(), row.key(), row.bytes(), load.name(), maxBytes));
        }
        var what = "a page of load %s is larger than loads.%s.parts.max-bytes (%s)"
                .formatted(load.name(), load.name(), maxBytes);
        return halved
                ? LoadFailure.forGood(
                        ExitCodes.GUARD,
                        Runbook.PART_TOO_LARGE,
                        what + " with half the rows too; give a larger max-bytes, fewer parts.rows, or another key")
                : LoadFailure.beginHalved(what);
    }
}
