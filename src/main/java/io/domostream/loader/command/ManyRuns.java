package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.RunResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs several loads, some of them at once; each ends by itself, and none keeps another from being tried. */
final class ManyRuns {
    /** What a person should look at first comes first. */
    private static final List<Integer> WORST_FIRST = List.of(
            ExitCodes.UNKNOWN,
            ExitCodes.BUG,
            ExitCodes.GUARD,
            ExitCodes.REFUSED,
            ExitCodes.SETTINGS,
            ExitCodes.DATABASE,
            ExitCodes.UNAVAILABLE,
            ExitCodes.BUSY,
            ExitCodes.STOPPED,
            ExitCodes.OK);

    private final Program program;
    private final OneRun one;
    private final Console console;

    ManyRuns(Program program, OneRun one, Console console) {
        this.program = program;
        this.one = one;
        this.console = console;
    }

    List<RunResult> run(Collection<String> loads, Map<String, String> parameters, int atOnce) {
        requireTaken(loads, parameters);
        var threads = Executors.newFixedThreadPool(atOnce);
        try {
            var running = new ArrayList<Future<RunResult>>();
            for (String load : loads) {
                Callable<RunResult> work = () -> ended(load, parameters);
                running.add(threads.submit(work));
            }
            var results = new ArrayList<RunResult>();
            for (var run : running) {
                results.add(run.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            program.stop().request();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private RunResult ended(String load, Map<String, String> parameters) {
        var result = program.stop().requested()
                ? RunResult.failed(load, ExitCodes.STOPPED, Runbook.STOPPED, "stopped by a signal before it began")
                : one.run(load, ofLoad(load, parameters));
        console.say(RunText.line(result));
        return result;
    }

    private Map<String, String> ofLoad(String load, Map<String, String> parameters) {
        var own = new LinkedHashMap<>(parameters);
        own.keySet().retainAll(program.settings().parametersOf(load));
        return own;
    }

    private void requireTaken(Collection<String> loads, Map<String, String> parameters) {
        for (String name : parameters.keySet()) {
            if (loads.stream()
                    .noneMatch(load -> program.settings().parametersOf(load).contains(name))) {
                throw BadSettings.of(
                                "parameter " + name, parameters.get(name), "none of %s declares it".formatted(loads))
                        .see(Runbook.COMMAND_WRONG);
            }
        }
    }

    static int worst(List<RunResult> results) {
        return results.stream()
                .map(RunResult::exitCode)
                .min((a, b) -> Integer.compare(WORST_FIRST.indexOf(a), WORST_FIRST.indexOf(b)))
                .orElse(ExitCodes.OK);
    }

    static Map<String, Object> json(List<RunResult> results, int exitCode) {
        var json = new LinkedHashMap<String, Object>();
        json.put("loads", results.stream().map(RunResult::json).toList());
        json.put("exitCode", exitCode);
        return json;
    }
}
