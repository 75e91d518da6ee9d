package io.domostream.loader.job;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** A step of the job that is one action: the attempt learns why it failed, and a stop is seen before it begins. */
final class LoadStep implements Tasklet {
    private final Attempt attempt;
    private final RunState state;
    private final Action action;

    /** What the step does; a text returned becomes the step's exit status. */
    interface Action {
        @Nullable
        String run(RunState state);
    }

    LoadStep(Attempt attempt, RunState state, Action action) {
        this.attempt = attempt;
        this.state = state;
        this.action = action;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        LogFields.of(state);
        try {
            attempt.around.stop().orGoOn();
            String status = action.run(state);
            if (status != null) {
                contribution.setExitStatus(new ExitStatus(status));
            }
            return RepeatStatus.FINISHED;
        } catch (RuntimeException e) {
            attempt.failed(e);
            throw e;
        }
    }
}
