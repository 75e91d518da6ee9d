package io.domostream.loader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadSettings.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of statement on the job repository and on the source, and every fault it may meet. */
class DatabaseFaultsTest {
    // A process that dies at the first leaves a run that Batch would never start; at the others Batch has not yet told
    // us that the job begins.
    private static final List<String> BEGINNING = List.of(
            "insert into batch_job_execution(",
            "select version, status from batch_job_execution",
            "update batch_job_execution set start_time");
    private static final Pattern REPOSITORY_HARMLESS = Pattern.compile("set application_name.*|rollback|");
    // A transaction that could not begin has lost nothing: it begins again on another connection.
    private static final Pattern SOURCE_HARMLESS =
            Pattern.compile("reset \\w+|set (?!local).*|set local \\w+_timeout = [nN]"
                    + "|select pg_catalog.set_config.*|show .*|begin.*|commit|rollback|");

    /** A fault at a statement. */
    record Case(Method method, boolean repository, Boundary at, SqlFault fault) {
        @Override
        public String toString() {
            return "%s, %s: %s, %s".formatted(method, repository ? "job repository" : "source", at, fault);
        }
    }

    static Stream<Case> repository() {
        return Selection.of(cases(Method.REPLACE), c -> c.at().first() && isBeginning(c.at()), 17);
    }

    private static boolean isBeginning(Boundary at) {
        return BEGINNING.stream().anyMatch(at.kind()::startsWith);
    }

    static Stream<Case> repositoryAppending() {
        var cases = cases(Method.APPEND).stream()
                .filter(c -> c.fault() == SqlFault.DIES_DONE || c.fault() == SqlFault.ANSWER_LOST)
                .toList();
        return Selection.of(cases, c -> false, 23);
    }

    private static List<Case> cases(Method method) {
        var statements = Boundary.all(healthy(method).bench().repository.statements());
        int fromCommit = fromCommit(statements);
        var cases = new ArrayList<Case>();
        for (int i = 0; i < statements.size(); i++) {
            var at = statements.get(i);
            for (var fault : List.of(SqlFault.CUT, SqlFault.ANSWER_LOST, SqlFault.DIES, SqlFault.DIES_DONE)) {
                if (at.tells() || i >= fromCommit) {
                    cases.add(new Case(method, true, at, fault));
                }
            }
        }
        return cases;
    }

    /** The last receipt is written before the commit's step begins, the last step but one. */
    private static int fromCommit(List<Boundary> statements) {
        for (int i = 0; i < statements.size(); i++) {
            var at = statements.get(i);
            if (at.kind().startsWith("insert into batch_step_execution(") && at.nth() == at.of() - 1) {
                return i;
            }
        }
        return statements.size();
    }

    static Stream<Case> source() {
        var cases = new ArrayList<Case>();
        for (var at : Boundary.all(healthy(Method.REPLACE).bench().source.statements())) {
            for (var fault : SqlFault.values()) {
                boolean fits = fault != SqlFault.CUT_IN_COPY || at.kind().startsWith("copy");
                if (fits && at.tells()) {
                    cases.add(new Case(Method.REPLACE, false, at, fault));
                }
            }
        }
        return Selection.of(cases, c -> false, 9);
    }

    private static FaultCase healthy(Method method) {
        var healthy = FaultCase.of(method, true);
        var recording = new Bench.Faults(null, null, new Trigger<>("none", 0, SqlFault.STALL));
        assertThat(healthy.attempt(recording).exitCode()).as(healthy.told()).isZero();
        return healthy;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("repository")
    void aReplaceSurvivesFaultsOfTheJobRepository(Case given) {
        play(given);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("repositoryAppending")
    void anAppendSurvivesFaultsOfTheJobRepository(Case given) {
        play(given);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("source")
    void aReplaceSurvivesFaultsOfTheSource(Case given) {
        play(given);
    }

    private static void play(Case given) {
        Trigger<SqlFault> trigger = given.at().trigger(given.fault());
        var faults = given.repository() ? Bench.Faults.repository(trigger) : Bench.Faults.source(trigger);
        FaultCase.of(given.method(), true).play(faults, codes(given), Set.of());
        assertThat(faults.struck()).as("the fault has struck").isTrue();
    }

    private static Set<Integer> codes(Case given) {
        if (given.fault() == SqlFault.STALL) {
            return Set.of(ExitCodes.OK);
        }
        // Where a connection is only made ready, or given back, the pool takes another one.
        var harmless = given.repository() ? REPOSITORY_HARMLESS : SOURCE_HARMLESS;
        return harmless.matcher(given.at().kind()).matches()
                ? Set.of(ExitCodes.OK, ExitCodes.DATABASE)
                : Set.of(ExitCodes.DATABASE);
    }
}
