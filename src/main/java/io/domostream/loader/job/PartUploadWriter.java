package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoException;
import io.domostream.loader.report.WorkerTimes.Doing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Sends parts; each gets its receipt after Domo's 200 and not before. */
final class PartUploadWriter implements ItemWriter<ReadyPart> {
    private static final Logger LOG = LoggerFactory.getLogger(PartUploadWriter.class);
    private static final int BAD_REQUEST = 400;
    private final Attempt attempt;
    private final RunState state;
    private final StepExecution slice;

    PartUploadWriter(Attempt attempt, RunState state, StepExecution slice) {
        this.attempt = attempt;
        this.state = state;
        this.slice = slice;
    }

    @Override
    public void write(Chunk<? extends ReadyPart> chunk) {
        try {
            for (var ready : chunk) {
                send(ready);
            }
        } catch (RuntimeException e) {
            attempt.failed(e);
            throw e;
        }
    }

    private void send(ReadyPart ready) {
        attempt.around.lock().requireHeld();
        var part = ready.part();
        var times = attempt.around.progress().times();
        long begun = times.now();
        try {
            attempt.domo.parts().upload(state.stream(), state.execution(), ready.number(), part.body(), true);
        } catch (DomoException.Refused e) {
            requireNeedless(ready, e);
        }
        long sending = times.now() - begun;
        times.add(Doing.SEND, sending);
        var receipt = new Receipt(
                state.execution(),
                ready.rows(),
                part.rawBytes(),
                part.body().length,
                part.crc32(),
                attempt.around.clock().millis(),
                ready.took().sent(sending),
                ready.nulledValues());
        slice.getExecutionContext().putString(Receipt.key(ready.number()), receipt.text());
        LOG.debug(
                "part {} is there: {} rows, {} bytes of CSV as {}, read in {} ms, sent in {} ms",
                ready.number(),
                ready.rows(),
                part.rawBytes(),
                part.body().length,
                ready.took().reading(),
                receipt.took().sending());
        attempt.around.progress().partDone(ready.rows(), part.rawBytes(), part.body().length);
    }

    /** Whether Domo takes a part without a row is documented nowhere; the last one may be missing, none before it. */
    private void requireNeedless(ReadyPart ready, DomoException.Refused refused) {
        String domo = Executions.state(attempt.domo, state);
        if (!Executions.isActive(domo)) {
            throw LoadFailure.resumable(
                    ExitCodes.REFUSED,
                    Runbook.EXECUTION_ENDED,
                    "%s; Domo execution %d is %s, run again to begin anew"
                            .formatted(refused.getMessage(), state.execution(), domo));
        }
        if (ready.rows() > 0 || !Integer.valueOf(BAD_REQUEST).equals(refused.status())) {
            throw refused.runbook() == Runbook.DOMO_REFUSED
                    ? LoadFailure.resumable(
                            ExitCodes.REFUSED, Runbook.PART_REJECTED, String.valueOf(refused.getMessage()))
                    : refused;
        }
        if (ready.number() != state.planned().parts()) {
            throw LoadFailure.beginAnew(
                    "Domo takes no empty part, and part %d has no rows any more".formatted(ready.number()));
        }
        LOG.info("Domo takes no empty part; part {} is the last and has no rows, so it is left out", ready.number());
    }
}
