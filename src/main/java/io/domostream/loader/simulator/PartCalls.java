package io.domostream.loader.simulator;

import io.domostream.loader.simulator.Assumed.Habit;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the parts of an execution in: each under its ID, and the same ID again replaces it. */
final class PartCalls {

    private final State state;
    private final PartFiles files;
    private final PartIntake intake;
    private final Assumed assumed;

    PartCalls(State state, PartFiles files, PartIntake intake, Assumed assumed) {
        this.state = state;
        this.files = files;
        this.intake = intake;
        this.assumed = assumed;
    }

    void upload(Call call) throws IOException {
        var id = id(call.path().get(6));
        var part = intake.receive(call, columns(call, id));
        Object shown;
        synchronized (state) {
            try {
                var execution = state.execution(call);
                execution.requireOpen(assumed);
                files.delete(displaced(execution, id, part));
                execution.touch(state.now());
                shown = execution.json();
            } catch (Refusal e) {
                files.delete(part);
                throw e;
            }
        }
        call.answer(200, shown);
    }

    private @Nullable Part displaced(Execution execution, int id, Part part) {
        if (assumed.has(Habit.SAME_PART_REPLACES)) {
            return execution.parts.put(id, part);
        }
        return execution.parts.putIfAbsent(id, part) == null ? null : part;
    }

    private static int id(String number) {
        if (!number.matches("\\d{1,9}")) {
            throw new Refusal(400, "Invalid part id");
        }
        return Integer.parseInt(number);
    }

    private List<Column> columns(Call call, int id) {
        synchronized (state) {
            var execution = state.execution(call);
            execution.requireOpen(assumed);
            if (id > execution.parts.size() + assumed.largestPartGap()) {
                throw new Refusal(
                        400, "Too many non-consecutive part ids. Make consecutive or upload multiple data versions");
            }
            return state.stream(call).dataSet.columns;
        }
    }
}
