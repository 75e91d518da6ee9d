package io.domostream.loader.simulator;

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
    private final SimulatorOptions options;
    private final Assumed assumed;
    private final ScheduledExecutorService scheduler;

    Commits(
            State state,
            PartFiles files,
            SimulatorOptions options,
            Assumed assumed,
            ScheduledExecutorService scheduler) {
        this.state = state;
        this.files = files;
        this.options = options;
        this.assumed = assumed;
        this.scheduler = scheduler;
    }

    Execution take(DomoStream stream, Execution execution) {
        if (!execution.active() || execution.committed) {
            throw new Refusal(assumed.secondCommitStatus(), "Execution " + execution.id + " can not be committed");
        }
        var now = state.now();
        if (stream.lastCommit != null && now.isBefore(stream.lastCommit.plus(options.commitInterval()))) {
            throw new Refusal(
                    options.commitRefusalStatus(),
                    "A commit is supported every " + options.commitInterval().toSeconds() + " seconds");
        }
        stream.lastCommit = now;
        execution.committed = true;
        execution.touch(now);
        var unused = scheduler.schedule(
                () -> carryOut(stream, execution), options.commitTakes().toMillis(), TimeUnit.MILLISECONDS);
        return execution;
    }

    private void carryOut(DomoStream stream, Execution execution) {
        var content = List.<Part>of();
        var reached = ExecutionState.SUCCESS;
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
                if (reached == ExecutionState.SUCCESS && !state.deleted(stream)) {
                    stream.dataSet.content(content, state.now());
                } else {
                    reached = ExecutionState.FAILED;
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
