package io.domostream.loader.faults;

import io.domostream.loader.LoaderProcess;
import io.domostream.loader.faults.Blow.What;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A real process of a crew, and its own ways to Domo, source and job repository, on each of which a blow may strike it. */
final class Member implements AutoCloseable {
    final String name;
    final DomoWire domo;
    final PostgresWire source;
    final PostgresWire repository;
    private final Death death = new Death();
    private volatile CountDownLatch struck = new CountDownLatch(1);
    private volatile @Nullable Trigger<HttpFault> call;
    private volatile @Nullable Trigger<SqlFault> statement;
    private volatile @Nullable LoaderProcess process;

    Member(String name, String sourceUrl, String repositoryUrl) {
        this.name = name;
        // First, for what it had been sending must not end before it does.
        death.then(() -> process().kill());
        domo = new DomoWire(death, new JumpingClock());
        source = new PostgresWire(sourceUrl, death);
        repository = new PostgresWire(repositoryUrl, death);
    }

    void is(LoaderProcess started) {
        process = started;
    }

    LoaderProcess process() {
        return Objects.requireNonNull(process, "not started yet");
    }

    /** From now on its statements and calls are counted. */
    void arm(@Nullable Blow blow, Runnable looks) {
        struck = new CountDownLatch(1);
        call = blow == null || blow.way() != Blow.Way.DOMO ? null : call(blow);
        statement = blow == null || blow.way() == Blow.Way.DOMO ? null : statement(blow);
        domo.arm(call, looks);
        source.arm(blow != null && blow.way() == Blow.Way.SOURCE ? statement : null);
        repository.arm(blow != null && blow.way() == Blow.Way.REPOSITORY ? statement : null);
        domo.watch(kind -> {});
        source.watch(kind -> {});
        repository.watch(kind -> {});
        if (blow != null && blow.what().signals()) {
            var signal = signal(blow);
            switch (blow.way()) {
                case DOMO -> domo.watch(signal);
                case SOURCE -> source.watch(signal);
                case REPOSITORY -> repository.watch(signal);
            }
        }
    }

    private static @Nullable Trigger<HttpFault> call(Blow blow) {
        return switch (blow.what()) {
            case KILLED -> new Trigger<>(blow.kind(), blow.nth(), HttpFault.DIES);
            case KILLED_AFTER -> new Trigger<>(blow.kind(), blow.nth(), HttpFault.DIES_APPLIED);
            case KILLED_LATE -> new Trigger<>(blow.kind(), blow.nth(), HttpFault.DIES_APPLIED_LATE);
            case CUT_OFF -> new Trigger<>(blow.kind(), blow.nth(), HttpFault.CUT);
            case CUT_OFF_AFTER -> new Trigger<>(blow.kind(), blow.nth(), HttpFault.ANSWER_LOST);
            case TERMINATED, FROZEN -> null;
        };
    }

    private static @Nullable Trigger<SqlFault> statement(Blow blow) {
        return switch (blow.what()) {
            case KILLED -> new Trigger<>(blow.kind(), blow.nth(), SqlFault.DIES);
            case KILLED_AFTER -> new Trigger<>(blow.kind(), blow.nth(), SqlFault.DIES_DONE);
            case KILLED_LATE -> throw new IllegalArgumentException("a statement is never late");
            case CUT_OFF -> new Trigger<>(blow.kind(), blow.nth(), SqlFault.CUT);
            case CUT_OFF_AFTER -> new Trigger<>(blow.kind(), blow.nth(), SqlFault.ANSWER_LOST);
            case TERMINATED, FROZEN -> null;
        };
    }

    private Consumer<String> signal(Blow blow) {
        var seen = new AtomicInteger();
        return kind -> {
            if (kind.equals(blow.kind()) && seen.incrementAndGet() == blow.nth()) {
                process().signal(blow.what() == What.FROZEN ? "STOP" : "TERM");
                struck.countDown();
            }
        };
    }

    /** What it has done since it was armed, by kind. */
    List<String> seen(Blow.Way way) {
        return switch (way) {
            case DOMO -> domo.calls();
            case SOURCE -> source.statements();
            case REPOSITORY -> repository.statements();
        };
    }

    /** Whether its blow has met it. */
    boolean struck() {
        return (call != null && call.struck()) || (statement != null && statement.struck()) || struck.getCount() == 0;
    }

    /** Waits for a signal to reach it, but no longer than the other process lasts. */
    boolean signalledBeforeTheEndOf(LoaderProcess other) {
        try {
            while (other.running() && !struck()) {
                var unused = struck.await(20, TimeUnit.MILLISECONDS);
            }
            return struck();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process().close();
        }
    }
}
