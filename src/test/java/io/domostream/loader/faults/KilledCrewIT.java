package io.domostream.loader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.faults.Blow.Way;
import io.domostream.loader.faults.Blow.What;
import io.domostream.loader.job.LoadSettings.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A manager and three workers, real processes all of them: one is killed, stopped or frozen, at each stage of its work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledCrewIT {
    private static final int TRIES = 4;
    private static final String PART = "PUT /v1/streams/N/executions/N/part/N";
    private static final String COMMIT = "PUT /v1/streams/N/executions/N/commit";
    // At the slices, from the manager.
    private static final String LOOK = "with claimed as";
    // A slice from the queue, and a receipt.
    private static final Pattern TAKEN =
            Pattern.compile("(delete from int_channel|update batch_step_execution_context).*");
    private static final Pattern CLAIM = Pattern.compile("select pg_try_advisory_lock\\(.*");
    // At these a kill before and one after differ; else there is nothing that the others could see.
    private static final Pattern LASTING =
            Pattern.compile("insert.*|update.*|delete.*|.*advisory.*|.*pg_locks.*|.*snapshot.*|copy.*");
    private static final Pattern SESSION = Pattern.compile("set (?!transaction).*|show .*|begin.*|commit|rollback|");
    private static final int MOST = 10_000;
    private static final List<Method> METHODS = List.of(Method.REPLACE, Method.APPEND, Method.UPSERT);
    private Crew crew = new Crew();

    @AfterAll
    void end() {
        crew.close();
    }

    /** A blow, and to whom. */
    record Case(Method method, Blow blow) {
        @Override
        public String toString() {
            return method + ", " + blow;
        }
    }

    Stream<Case> blows() {
        // The first run makes the stream, which no later one does; and to a new worker all is the first.
        new CrewCase(crew, Method.REPLACE, null).play();
        crew.newest().process().kill();
        var healthy = new CrewCase(crew, Method.REPLACE, null);
        healthy.play();
        var cases = new ArrayList<Case>();
        for (boolean manager : new boolean[] {false, true}) {
            var member = manager ? healthy.manager() : crew.newest();
            for (var way : Way.values()) {
                for (var at : Boundary.all(member.seen(way))) {
                    for (var what : blows(manager, way, at)) {
                        cases.add(new Case(
                                METHODS.get(cases.size() % METHODS.size()),
                                new Blow(manager, way, at.kind(), at.nth(), what)));
                    }
                }
            }
        }
        return Selection.of(cases, KilledCrewIT::tells, MOST);
    }

    private static Set<What> blows(boolean manager, Way way, Boundary at) {
        boolean part = at.kind().equals(PART);
        // How often a worker does something differs; that it does it once is sure.
        boolean sure = manager ? at.tells() : at.first() || (at.nth() == 2 && part);
        if (!sure || (way == Way.SOURCE && SESSION.matcher(at.kind()).matches())) {
            return Set.of();
        }
        if (way != Way.DOMO && !LASTING.matcher(at.kind()).matches()) {
            return at.first() ? EnumSet.of(What.KILLED) : Set.of();
        }
        var all = EnumSet.allOf(What.class);
        if (!part) {
            all.remove(What.KILLED_LATE);
        }
        if (manager && way == Way.DOMO) {
            // As any run: HttpFaultsTest.
            all.removeAll(EnumSet.of(What.CUT_OFF, What.CUT_OFF_AFTER));
        }
        return all;
    }

    /** The places that differ most, which every build takes. */
    private static boolean tells(Case given) {
        var blow = given.blow();
        var what = blow.what();
        if (!blow.manager()) {
            return switch (what) {
                case KILLED -> blow.kind().startsWith("set transaction snapshot");
                case KILLED_AFTER -> TAKEN.matcher(blow.kind()).matches();
                case CUT_OFF -> false;
                case CUT_OFF_AFTER -> CLAIM.matcher(blow.kind()).matches();
                case KILLED_LATE, TERMINATED, FROZEN -> blow.kind().equals(PART) && blow.nth() == 1;
            };
        }
        return switch (what) {
            case KILLED ->
                (blow.kind().startsWith("insert into int_channel_message") && blow.nth() == Crew.PARTS / 2)
                        || (blow.kind().startsWith(LOOK) && blow.nth() == 1)
                        || blow.kind().equals(COMMIT);
            case KILLED_AFTER -> blow.kind().equals(COMMIT);
            case TERMINATED, FROZEN -> blow.kind().startsWith(LOOK) && blow.nth() == 1;
            case KILLED_LATE, CUT_OFF, CUT_OFF_AFTER -> false;
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blows")
    void theRowsAreExactAndOneCommitIsTaken(Case given) {
        try {
            boolean struck = false;
            for (int i = 0; i < TRIES && !struck; i++) {
                struck = new CrewCase(crew, given.method(), given.blow()).play();
            }
            assertThat(struck).as("the blow has struck").isTrue();
        } catch (Throwable e) {
            // What is left of it must not trouble the others.
            crew.close();
            crew = new Crew();
            throw e;
        }
    }
}
