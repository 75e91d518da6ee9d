package io.domostream.loader.simulator;

import io.domostream.loader.simulator.Assumed.Habit;
import io.domostream.loader.simulator.Assumed.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Takes commits at once and carries them out later, as Domo does. */
final class Commits {

    private final State state;
    private final PartFiles files;
    private final CommitOptions options;
    private final Assumed assumed;
    private final ScheduledExecutorService scheduler;

    Commits(State state, PartFiles files, CommitOptions options, Assumed assumed, ScheduledExecutorService scheduler) {
        this.state = state;
        this.files = files;
        this.options = options;
        this.assumed = assumed;
        this.scheduler = scheduler;
    }

    Execution take(DomoStream stream, Execution execution) {
        requireUncommitted(execution);
        var now = state.now();
        if (stream.lastCommit != null && now.isBefore(stream.lastCommit.plus(options.interval()))) {
            throw new Refusal(
                    assumed.status(Status.EARLY_COMMIT),
                    "A commit is supported every " + options.interval().toSeconds() + " seconds");
        }
        stream.lastCommit = now;
        execution.committed = true;
        execution.touch(now);
        if (options.ends() != ExecutionState.ACTIVE) {
            var unused = scheduler.schedule(
                    () -> carryOut(stream, execution), options.takes().toMillis(), TimeUnit.MILLISECONDS);
        }
        return execution;
    }

    private void requireUncommitted(Execution execution) {
        if (execution.state == ExecutionState.ABORTED) {
            throw new Refusal(assumed.status(Status.COMMIT_AFTER_ABORT), "Execution " + execution.id + " was aborted");
        }
        if (!execution.active() || execution.committed) {
            throw new Refusal(
                    assumed.status(Status.SECOND_COMMIT), "Execution " + execution.id + " can not be committed");
        }
        if (execution.parts.isEmpty() && !assumed.has(Habit.EMPTY_COMMIT_TAKEN)) {
            throw new Refusal(400, "Execution " + execution.id + " has no parts");
        }
        if (execution.lacksParts() && !assumed.has(Habit.PART_GAPS_COMMITTED)) {
            throw new Refusal(400, "Execution " + execution.id + " lacks parts");
        }
    }

    private void carryOut(DomoStream stream, Execution execution) {
        var content = List.<Part>of();
        var reached = options.ends();
        try {
            content = content(stream, execution);
        } catch (IOException | RuntimeException e) {
            reached = ExecutionState.FAILED;
        }
        var unneeded = new HashSet<>(execution.parts.values());
        synchronized (state) {
            unneeded.addAll(content);
            unneeded.addAll(stream.dataSet.parts);
            // It may have been aborted, or its DataSet deleted, while it was under way.
            if (execution.active()) {
                reached = state.deleted(stream) ? ExecutionState.FAILED : reached;
                if (reached == ExecutionState.SUCCESS) {
                    stream.dataSet.content(content);
                }
                execution.end(reached, state.now());
            }
            stream.dataSet.parts.forEach(unneeded::remove);
            execution.parts.clear();
        }
        unneeded.forEach(files::delete);
    }

    private List<Part> content(DomoStream stream, Execution execution) throws IOException {
        var sent = List.copyOf(execution.parts.values());
        if (execution.updateMethod.equals("REPLACE")) {
            return sent;
        }
        List<Part> all;
        synchronized (state) {
            all = new ArrayList<>(stream.dataSet.parts);
        }
        all.addAll(sent);
        return stream.keys.isEmpty() ? all : List.of(KeyMerge.of(stream).merge(all, files));
    }
}
