package io.domostream.loader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadSettings.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call to Domo that a run makes, and every fault it may meet. */
class HttpFaultsTest {
    private static final String TOKEN = "POST /oauth/token";
    private static final String CREATE_STREAM = "POST /v1/streams";
    private static final String CREATE_EXECUTION = "POST /v1/streams/N/executions";
    private static final String STATE = "GET /v1/streams/N/executions/N";
    private static final String PART = "PUT /v1/streams/N/executions/N/part/N";
    private static final String COMMIT = "PUT /v1/streams/N/executions/N/commit";
    // Has no divisor in common with the number of faults, so that each fault is met somewhere.
    private static final int EVERY = 6;
    private static final Set<HttpFault> REFUSALS =
            Set.of(HttpFault.BUSY, HttpFault.BUSY_RETRY_AT_ONCE, HttpFault.BUSY_RETRY_LATER);

    /** A fault at a call. */
    record Case(Method method, boolean there, Boundary at, HttpFault fault) {
        @Override
        public String toString() {
            return "%s%s: %s, %s".formatted(method, there ? "" : " to a new DataSet", at, fault);
        }
    }

    static Stream<Case> replacing() {
        var cases = new ArrayList<Case>();
        for (var at : calls(Method.REPLACE, true)) {
            for (var fault : HttpFault.values()) {
                // One wait of a whole second is enough; how often it is asked for an outcome differs.
                boolean once = fault != HttpFault.BUSY_RETRY_LATER || at.kind().equals(PART);
                if (once && at.tells() && !(at.kind().equals(STATE) && at.nth() > 2)) {
                    cases.add(new Case(Method.REPLACE, true, at, fault));
                }
            }
        }
        for (var at : calls(Method.REPLACE, false)) {
            if (at.kind().equals(CREATE_STREAM) || at.kind().contains("search")) {
                for (var fault : HttpFault.values()) {
                    if (fault != HttpFault.BUSY_RETRY_LATER) {
                        cases.add(new Case(Method.REPLACE, false, at, fault));
                    }
                }
            }
        }
        var creates = Set.of(COMMIT, CREATE_EXECUTION, CREATE_STREAM);
        return Selection.of(cases, c -> creates.contains(c.at().kind()), EVERY);
    }

    static Stream<Case> addingAndMerging() {
        var cases = new ArrayList<Case>();
        for (var method : List.of(Method.APPEND, Method.UPSERT)) {
            for (var at : calls(method, true)) {
                boolean near = at.kind().equals(COMMIT)
                        || (at.kind().equals(STATE) && at.nth() <= 2)
                        || (at.kind().equals(PART) && at.nth() == at.of())
                        || at.kind().equals(CREATE_EXECUTION);
                for (var fault : HttpFault.values()) {
                    boolean tells = at.kind().equals(COMMIT) || fault.dies() || fault.applied();
                    if (near && tells && fault != HttpFault.BUSY_RETRY_LATER) {
                        cases.add(new Case(method, true, at, fault));
                    }
                }
            }
        }
        return Selection.of(cases, c -> c.at().kind().equals(COMMIT), EVERY);
    }

    private static List<Boundary> calls(Method method, boolean there) {
        var healthy = FaultCase.of(method, there);
        assertThat(healthy.attempt(Bench.Faults.none()).exitCode())
                .as(healthy.told())
                .isZero();
        return Boundary.all(healthy.bench().domo.calls());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replacing")
    void aReplaceSurvives(Case given) {
        play(given);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("addingAndMerging")
    void anAppendAndAnUpsertSurvive(Case given) {
        play(given);
    }

    private static void play(Case given) {
        var faults = Bench.Faults.domo(given.at().trigger(given.fault()));
        FaultCase.of(given.method(), given.there())
                .play(faults, codes(given.at().kind(), given.fault()), then(given));
        assertThat(faults.struck() || given.at().kind().equals(STATE))
                .as("the fault has struck")
                .isTrue();
    }

    /** What the attempt that meets the fault may end with, by the table of exit codes. */
    private static Set<Integer> codes(String kind, HttpFault fault) {
        if (fault == HttpFault.CLOCK_FORWARD && (kind.equals(COMMIT) || kind.equals(STATE))) {
            // By its clock the commit has had its time, unless Domo was quick.
            return Set.of(ExitCodes.OK, ExitCodes.UNKNOWN);
        }
        if (kind.equals(TOKEN) && fault == HttpFault.TOKEN_REFUSED) {
            return Set.of(ExitCodes.REFUSED);
        }
        boolean harmless = Set.of(
                        HttpFault.SLOW, HttpFault.TOKEN_REFUSED, HttpFault.CLOCK_BACK, HttpFault.CLOCK_FORWARD)
                .contains(fault);
        if (harmless) {
            return Set.of(ExitCodes.OK);
        }
        return switch (kind) {
            case COMMIT -> Set.of(fault.applied() || REFUSALS.contains(fault) ? ExitCodes.OK : ExitCodes.UNKNOWN);
            default -> Set.of(ExitCodes.OK);
        };
    }

    /** An execution that is created late aborts the one that is about to be committed. */
    private static Set<Integer> then(Case given) {
        return given.fault() == HttpFault.DIES_APPLIED_LATE && given.at().kind().equals(CREATE_EXECUTION)
                ? Set.of(ExitCodes.REFUSED)
                : Set.of();
    }
}
