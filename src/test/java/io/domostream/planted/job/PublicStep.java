package io.domostream.planted.job;

import io.domostream.planted.source.Reader;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** A step that anyone can see, and the other half of a cycle. */
public final class PublicStep implements Tasklet {
    @Nullable
    Reader fault;

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        return RepeatStatus.FINISHED;
    }
}
