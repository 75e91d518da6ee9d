package io.domostream.loader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.LoaderProcess;
import io.domostream.loader.faults.Blow.What;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadSettings.Method;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One night of a load that three workers share, with a blow to one of the four, and all that must be true of it. */
final class CrewCase {
    private static final int SIGKILL = 128 + 9;
    private static final int RUNS_AT_MOST = 3;
    private static final String APPEND = "append";
    private final Crew crew;
    private final String load;
    private final Crew.Night night;
    private final @Nullable Blow blow;
    private final int commitsBefore;
    private final int callsBefore;
    private final List<String> story = new CopyOnWriteArrayList<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private int commitsWanted = 1;
    private @Nullable Member manager;

    CrewCase(Crew crew, Method method, @Nullable Blow blow) {
        this.crew = crew;
        this.blow = blow;
        load = method.name().toLowerCase(Locale.ROOT);
        night = crew.night(method);
        crew.complete();
        commitsBefore = crew.commitsTaken();
        callsBefore = crew.calls.size();
    }

    /** False where the blow has met nothing: that worker had got none of it. */
    boolean play() {
        var worker = crew.newest();
        boolean toManager = blow != null && blow.manager();
        worker.arm(toManager ? null : blow, () -> look("a call of a worker"));
        var run = begin(toManager ? blow : null, "--workers");
        manager = run;
        var victim = toManager ? run : worker;
        if (blow != null && blow.what() == What.FROZEN) {
            freeze(victim, run.process());
        }
        int code = end(run, "the run");
        boolean struck = blow == null || victim.struck();
        if (!struck && !toManager) {
            // What it did for an earlier run it need not do again.
            worker.process().kill();
        }
        assertThat(code).as("exit code of the run; " + told()).isIn(codes(struck));
        toTheEnd(code);
        if (blow != null && !toManager && struck) {
            requireWorker(worker.process(), blow.what());
        }
        requireRight();
        return struck;
    }

    private List<Integer> codes(boolean struck) {
        if (blow == null || !struck) {
            return List.of(ExitCodes.OK);
        }
        return switch (blow.what()) {
            case KILLED, KILLED_AFTER, KILLED_LATE -> List.of(blow.manager() ? SIGKILL : ExitCodes.OK);
            case TERMINATED -> blow.manager() ? List.of(ExitCodes.OK, ExitCodes.STOPPED) : List.of(ExitCodes.OK);
            case FROZEN -> List.of(ExitCodes.OK);
            case CUT_OFF, CUT_OFF_AFTER -> List.of(ExitCodes.OK, ExitCodes.DATABASE);
        };
    }

    private void requireWorker(LoaderProcess worker, What what) {
        if (what == What.TERMINATED) {
            assertThat(worker.exitCode()).as(told()).isEqualTo(ExitCodes.STOPPED);
        } else if (what == What.FROZEN) {
            assertThat(worker.running()).as(told()).isTrue();
        } else if (!what.kills() && !worker.running()) {
            assertThat(worker.exitCode()).as(worker.err() + told()).isEqualTo(ExitCodes.DATABASE);
        }
    }

    Member manager() {
        return Objects.requireNonNull(manager, "not played yet");
    }

    private Member begin(@Nullable Blow met, String how) {
        return crew.start(met, () -> look("a call under way"), "run", load, "night=" + night.number(), how, "--json");
    }

    private int end(Member run, String what) {
        int code = run.process().exitCode();
        story.add(what + " -> " + code + ": " + run.process().err().lines().reduce("", (a, b) -> b));
        look(what);
        return code;
    }

    /** While a process that may still send is frozen, nothing may be committed. */
    private void freeze(Member victim, LoaderProcess run) {
        if (victim.signalledBeforeTheEndOf(run)) {
            crew.whileItIsFrozen(run);
            boolean mightSend = crew.workersPresent() > 0;
            int commits = commits();
            victim.process().signal("CONT");
            assertThat(mightSend && commits > 0)
                    .as("committed while a worker could send; " + told())
                    .isFalse();
        }
    }

    private void toTheEnd(int first) {
        int code = first;
        for (int i = 0; i < RUNS_AT_MOST && code != ExitCodes.OK; i++) {
            boolean committed = commits() > 0;
            var run = begin(null, i == 0 && night.number() % 2 == 0 ? "--at-once=1" : "--workers");
            code = end(run, "run again");
            if (code == ExitCodes.UNKNOWN && load.equals(APPEND)) {
                settle();
                continue;
            }
            assertThat(code).as("exit code of a plain run; " + told()).isZero();
            requireAllCounted(run.process());
            if (committed && !load.equals(APPEND) && !resumed(run.process())) {
                // The one before was over when it died.
                commitsWanted++;
            }
        }
        assertThat(code).as(told()).isZero();
    }

    private static boolean resumed(LoaderProcess run) {
        return run.json().path("resumed").asBoolean();
    }

    /** Also what was done in attempts before it, and by workers that are gone: spring-batch#5158. */
    private void requireAllCounted(LoaderProcess run) {
        var answer = run.json();
        if (!answer.path("status").asString().equals("NOTHING_TO_DO")) {
            assertThat(answer.path("rows").asInt()).as("rows; " + told()).isEqualTo(Crew.ROWS);
            assertThat(answer.path("parts").asInt()).as("parts; " + told()).isEqualTo(Crew.PARTS);
        }
    }

    private int commits() {
        return crew.commitsTaken() - commitsBefore;
    }

    /** A person decides by what Domo shows them, which is the truth. */
    private void settle() {
        var finding = commits() > 0 ? "committed" : "not-committed";
        int code = end(crew.start("settle", load, finding), "settle " + finding);
        assertThat(code).as(told()).isZero();
    }

    private void look(String when) {
        if (night.allows(crew.rows(load))) {
            return;
        }
        // The simulator exports files that a commit may just have replaced; what is wrong with the DataSet stays so.
        var rows = crew.rows(load);
        if (!night.allows(rows)) {
            wrong.add("%s shows neither the old content nor the right one: %d rows".formatted(when, rows.size()));
        }
    }

    private void requireRight() {
        crew.deliverLate();
        look("a request that came after all");
        assertThat(wrong).as(told()).isEmpty();
        assertThat(crew.rows(load)).as("the rows; " + told()).isEqualTo(night.right());
        assertThat(commits()).as("commits taken; " + told()).isEqualTo(commitsWanted);
        var all = List.copyOf(crew.calls);
        var calls = all.subList(callsBefore, all.size());
        var last = calls.stream().filter(call -> call.endsWith("/commit")).reduce("", (a, b) -> b);
        assertThat(calls.subList(calls.lastIndexOf(last), calls.size()))
                .as("parts after the commit; " + told())
                .noneMatch(call -> call.contains("/part/"));
        crew.requireNothingLeft(told());
        crew.loaded(night);
    }

    private String told() {
        return "%s, night %d, %s: %s".formatted(load, night.number(), blow, String.join("; then ", story));
    }
}
