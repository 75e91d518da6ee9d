package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what a command works on: the unfinished run, a new one, or both in this order. Only for the lock's holder. */
final class Agenda {
    private static final Logger LOG = LoggerFactory.getLogger(Agenda.class);
    private final NextRun next;
    private final RunRepair repair;
    private final Wish.LoadOf settings;
    private final Wish wish;
    private final Instant now;

    Agenda(NextRun next, RunRepair repair, Wish.LoadOf settings, Wish wish, Instant now) {
        this.next = next;
        this.repair = repair;
        this.settings = settings;
        this.wish = wish;
        this.now = now;
    }

    List<Begin> decide() {
        var load = settings.with(wish.given());
        boolean recreate = wish.recreate() && repair.streamGone(load.name());
        boolean anew = next.isMeantBy(wish.anew());
        var fresh = new Begin(load, wish.given(), null, anew, recreate);
        var unfinished = repair.unfinished(next);
        repair.allowCommitAgain(unfinished, wish, load.name());
        if (unfinished == null) {
            // Started again, a command to repeat a commit must not become a new run.
            return wish.commitAgain() == null ? List.of(fresh) : List.of();
        }
        String obstacle =
                anew || recreate ? "a new one was asked for" : next.obstacle(unfinished, load, wish.given(), now);
        if (obstacle == null) {
            LOG.info("going on with run {} of load {}", number(unfinished), load.name());
            return List.of(
                    goOn(unfinished, settings.with(unfinished.parameters().values()), false));
        }
        if (unfinished.intent() != null) {
            LOG.warn(
                    "run {} of load {} comes first, its commit is on its way; then a new run: {}",
                    number(unfinished),
                    load.name(),
                    obstacle);
            return List.of(toFindOut(unfinished, load, recreate), fresh);
        }
        return instead(unfinished, obstacle, fresh);
    }

    /** A REPLACE makes up for a run that is given up; rows of an APPEND or UPSERT would be missing for good. */
    private List<Begin> instead(RunState unfinished, String obstacle, Begin fresh) {
        var load = fresh.load();
        var then = unfinished.parameters();
        boolean replaces = load.target().method() == LoadSettings.Method.REPLACE;
        boolean oneIsEnough = fresh.again() || replaces || then.values().equals(load.values());
        var agenda = oneIsEnough
                ? List.of(fresh)
                : List.of(new Begin(asThenOrThrow(unfinished), then.given(), null, false, fresh.recreate()), fresh);
        LOG.warn(
                "run {} of load {} is not gone on with: {}; beginning {} ({})",
                number(unfinished),
                load.name(),
                obstacle,
                oneIsEnough
                        ? "a new one"
                        : "it anew with %s, then a new one with %s".formatted(then.values(), load.values()),
                Runbook.RUN_BEGUN_ANEW);
        repair.end(unfinished, obstacle, load.name());
        return agenda;
    }

    private static Begin goOn(RunState unfinished, LoadSettings load, boolean recreate) {
        return new Begin(load, unfinished.parameters().given(), unfinished.attempt(), false, recreate);
    }

    /**
     * To find out about a commit the present settings do, where the old parameters are no longer declared; but they can't load
     * its rows again.
     */
    private Begin toFindOut(RunState unfinished, LoadSettings load, boolean recreate) {
        try {
            return goOn(unfinished, settings.with(unfinished.parameters().values()), recreate);
        } catch (BadSettings e) {
            var then = unfinished.parameters().given();
            return new Begin(load, then, unfinished.attempt(), false, recreate, noLongerTaken(unfinished, e));
        }
    }

    private LoadSettings asThenOrThrow(RunState unfinished) {
        try {
            return settings.with(unfinished.parameters().values());
        } catch (BadSettings e) {
            throw noLongerTaken(unfinished, e);
        }
    }

    private static BadSettings noLongerTaken(RunState unfinished, BadSettings why) {
        return new BadSettings(List.of(
                        "run %d is unfinished and was begun with %s, which the load no longer takes (%s): declare them again, or give the run up by --new"
                                .formatted(
                                        number(unfinished),
                                        unfinished.parameters().values(),
                                        why.getMessage())))
                .see(Runbook.OLD_PARAMETERS);
    }

    private static long number(RunState run) {
        return run.instance().getInstanceId();
    }
}
