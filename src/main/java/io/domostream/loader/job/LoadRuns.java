package io.domostream.loader.job;

import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.report.Progress;
import io.micrometer.observation.ObservationRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs a load: takes the lock, goes on with the unfinished run or begins a new one, and says how it ended. */
public final class LoadRuns {
    private static final Logger LOG = LoggerFactory.getLogger(LoadRuns.class);
    private static final int NEW_RUNS_AT_MOST = 2;
    private final Batch batch;
    private final CommitSettings waits;
    private final DomoClient domo;
    private final Clock clock;
    private final StopSignal stop;
    private final LoadTable loads;
    private final int atOnce;

    /** Spring Batch, the database its repository is in, the locks that go with it, and what its job and steps are reported to. */
    public record Batch(
            JobRepository repository,
            JobOperator operator,
            DataSource database,
            Locks locks,
            ObservationRegistry observations,
            boolean workers) {
        public Batch(JobRepository repository, JobOperator operator, DataSource database, Locks locks) {
            this(repository, operator, database, locks, ObservationRegistry.NOOP, false);
        }

        public Batch(JobRepository repository, JobOperator operator, DataSource database) {
            this(repository, operator, database, new AdvisoryLocks(database));
        }

        /** The slices are for workers in other processes. */
        public Batch withWorkers() {
            return new Batch(repository, operator, database, locks, observations, true);
        }

        public Batch reportingTo(ObservationRegistry registry) {
            return new Batch(repository, operator, database, locks, registry, workers);
        }
    }

    /** {@code atOnce}: so many loads of this process share its memory. */
    public LoadRuns(Batch batch, CommitSettings waits, DomoClient domo, Clock clock, StopSignal stop, int atOnce) {
        this.batch = batch;
        this.waits = waits;
        this.domo = domo;
        this.clock = clock;
        this.stop = stop;
        this.atOnce = atOnce;
        this.loads = new LoadTable(JdbcClient.create(batch.database()));
    }

    /** {@code settings} makes the load's settings of its parameters, for a run goes on with those it was begun with. */
    public RunResult run(String load, Wish.LoadOf settings, Wish wish, Progress progress) {
        try (var lock = batch.locks().take(load, wish.holder())) {
            lock.awaitWorkers(stop);
            loads.begin(load, wish.holder());
            var next = new NextRun(batch.repository(), load);
            next.forgetStillborn();
            var repair = new RunRepair(batch, domo, loads);
            var agenda = new Agenda(next, repair, settings, wish, clock.instant()).decide();
            var around = new Attempt.Surroundings(
                    clock, stop, lock, progress, loads, Runtime.getRuntime().maxMemory() / atOnce);
            var result = new Work(next, new AttemptRunner(batch, waits, domo, around)).all(agenda);
            return result == null
                    ? nothing(
                            load,
                            "--commit-again was honoured before, and the run is over; `run %s` begins a new one"
                                    .formatted(load))
                    : result;
        } catch (SQLException e) {
            throw new IllegalStateException("job repository: " + e.getMessage(), e);
        }
    }

    private static RunResult nothing(String load, String why) {
        return new RunResult(load, PlanStep.NOTHING_TO_DO, ExitCodes.OK, why, null, Map.of());
    }

    /** One command's runs, one after the other. */
    private final class Work {
        private final NextRun next;
        private final AttemptRunner runner;
        private @Nullable SortedMap<String, String> begunAnewWith;

        Work(NextRun next, AttemptRunner runner) {
            this.next = next;
            this.runner = runner;
        }

        @Nullable
        RunResult all(List<Begin> agenda) {
            RunResult result = null;
            for (var begin : agenda) {
                // A run begun anew a moment ago has loaded these rows.
                if (result == null || !begin.load().values().equals(begunAnewWith)) {
                    result = toTheEnd(begin);
                }
                if (result.exitCode() != ExitCodes.OK) {
                    return result;
                }
            }
            return result;
        }

        private RunResult toTheEnd(Begin begin) {
            var load = begin.load();
            var before = begin.wouldDouble()
                    ? loads.committedBy(
                            load.name(), load.values(), load.target().dataset())
                    : null;
            if (before != null) {
                return nothing(
                        load.name(),
                        "run %d has appended %s; `run %s --new` appends it once more"
                                .formatted(before, load.values(), load.name()));
            }
            if (begin.recreate()) {
                loads.forgetStream(load.name());
            }
            var end = attempt(begin, false);
            boolean halved = false;
            for (int i = 0; i < NEW_RUNS_AT_MOST && end.then().anew(); i++) {
                LOG.warn(
                        "run {} of load {} is over: {}; beginning a new one ({})",
                        end.result().facts().get("runId"),
                        load.name(),
                        end.result().message(),
                        end.result().runbook());
                halved |= end.then() == LoadFailure.Then.BEGIN_HALVED;
                begunAnewWith = load.values();
                end = attempt(begin.anew(), halved);
            }
            return end.result();
        }

        private AttemptEnd attempt(Begin begin, boolean halved) {
            var unfinished = begin.unfinished();
            if (unfinished != null) {
                return runner.attempt(begin.load(), unfinished.getJobParameters(), true);
            }
            var parameters = next.begin(begin.load(), begin.given(), clock.instant());
            return runner.attempt(begin.load(), (halved ? parameters.halvedPages() : parameters).job(), false);
        }
    }
}
