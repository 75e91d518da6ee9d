package io.domostream.loader.job;

import io.domostream.loader.domo.DomoException;
import io.domostream.loader.part.PartBuffer;
import io.domostream.loader.source.Page;
import io.domostream.loader.source.SourceException;
import java.io.IOException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an execution that only waits for its commit from one whose commit Domo has taken: the latter refuses parts
 * (assumed). What is sent is a part that is there already, and only if it still has the same bytes, so that it changes nothing.
 */
final class CommitProbe {
    private static final Logger LOG = LoggerFactory.getLogger(CommitProbe.class);
    private final Attempt attempt;
    private final ReceiptSource receipts;

    CommitProbe(Attempt attempt, ReceiptSource receipts) {
        this.attempt = attempt;
        this.receipts = receipts;
    }

    /** What a part has shown. */
    enum Answer {
        /** Proof that the commit was not taken. */
        TAKES_PARTS,
        /** The commit is on its way (assumed). */
        REFUSES_PARTS,
        NOTHING
    }

    Answer ask(RunState state) {
        var manifest = state.planned();
        if (!attempt.waits.partProbe() || !manifest.repeatable()) {
            return Answer.NOTHING;
        }
        var smallest = receipts.receipts(state.execution()).byPart().entrySet().stream()
                .min(Comparator.comparingLong(part -> part.getValue().sentBytes()));
        if (smallest.isEmpty()) {
            return Answer.NOTHING;
        }
        int number = smallest.get().getKey();
        byte[] body = sameBytes(manifest, number, smallest.get().getValue());
        return body == null ? Answer.NOTHING : sent(state, number, body);
    }

    private byte @Nullable [] sameBytes(Manifest manifest, int number, Receipt receipt) {
        var page = manifest.layout().pages().get(number - 1);
        try (var csv = attempt.partBuffer()) {
            read(manifest, page, csv);
            var part = csv.finish();
            return part.crc32() == receipt.crc32() && part.rawBytes() == receipt.rawBytes() ? part.body() : null;
        } catch (IOException | SourceException e) {
            LOG.warn("part {} can't be read again to ask Domo with it: {}", number, e.getMessage());
            return null;
        }
    }

    private void read(Manifest manifest, Page page, PartBuffer csv) throws IOException {
        var spec = manifest.rowsOf(attempt.load);
        try (var snapshot = attempt.source.openSnapshot(spec, 1);
                var reader =
                        attempt.source.readers(spec, manifest.table(), snapshot).open()) {
            reader.read(page, csv);
        }
    }

    private Answer sent(RunState state, int number, byte[] body) {
        attempt.around.lock().requireHeld();
        try {
            attempt.domo.parts().upload(state.stream(), state.execution(), number, body, true);
            LOG.info("Domo still takes parts of execution {}: its commit was not taken", state.execution());
            return Answer.TAKES_PARTS;
        } catch (DomoException.Refused e) {
            LOG.info(
                    "Domo takes no part of execution {} ({}): its commit is on its way",
                    state.execution(),
                    e.getMessage());
            return Answer.REFUSES_PARTS;
        } catch (DomoException e) {
            LOG.warn("a part of execution {} could not be sent: {}", state.execution(), e.getMessage());
            return Answer.NOTHING;
        }
    }
}
