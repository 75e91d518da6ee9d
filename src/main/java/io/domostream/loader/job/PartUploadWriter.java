package io.domostream.loader.job;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Sends parts; each gets its receipt after Domo's 200 and not before. */
final class PartUploadWriter implements ItemWriter<PagePartReader.ReadyPart> {
    private final Attempt attempt;
    private final RunState state;
    private final StepExecution slice;

    PartUploadWriter(Attempt attempt, RunState state, StepExecution slice) {
        this.attempt = attempt;
        this.state = state;
        this.slice = slice;
    }

    @Override
    public void write(Chunk<? extends PagePartReader.ReadyPart> chunk) {
        try {
            for (var ready : chunk) {
                send(ready);
            }
        } catch (RuntimeException e) {
            attempt.failed(e);
            throw e;
        }
    }

    private void send(PagePartReader.ReadyPart ready) {
        attempt.around.lock().requireHeld();
        var part = ready.part();
        attempt.domo.parts().upload(state.stream(), state.execution(), ready.number(), part.body(), true);
        var receipt = new Receipt(
                state.execution(),
                ready.rows(),
                part.rawBytes(),
                part.body().length,
                part.crc32(),
                attempt.around.clock().millis());
        slice.getExecutionContext().putString(Receipt.key(ready.number()), receipt.text());
        attempt.around.progress().partDone(ready.rows(), part.rawBytes(), part.body().length);
    }
}
