package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import java.io.Closeable;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Locks among the runs of one process, whose job repository no other process can reach. */
public final class ProcessLocks implements Locks {
    private final Map<String, String> holders = new ConcurrentHashMap<>();

    @Override
    public LoadLock take(String load, String who) {
        return new Held(load, who);
    }

    @Override
    public boolean isHeld(String load) {
        return holders.containsKey(load);
    }

    private final class Held implements LoadLock {
        private final String load;
        private final String who;
        private final Set<String> names = new HashSet<>();

        Held(String load, String who) {
            this.load = load;
            this.who = who;
            also(load, "load " + load);
        }

        // With a space: no load's name has one.
        @Override
        public void alsoStream(long stream) {
            also("stream " + stream, "stream %d of load %s".formatted(stream, load));
        }

        private synchronized void also(String name, String thing) {
            var other = names.contains(name) ? null : holders.putIfAbsent(name, who);
            if (other != null) {
                throw LoadFailure.resumable(
                        ExitCodes.BUSY,
                        Runbook.BUSY,
                        "%s is being run by %s; run again when it has ended".formatted(thing, other));
            }
            names.add(name);
        }

        @Override
        public synchronized void requireHeld() {
            if (names.isEmpty()) {
                throw new IllegalStateException("the lock of load %s was let go".formatted(load));
            }
        }

        @Override
        public void awaitWorkers(StopSignal stop) {}

        @Override
        public Closeable attempt(long jobExecution) {
            return () -> {};
        }

        @Override
        public synchronized void close() {
            names.forEach(holders::remove);
            names.clear();
        }
    }
}
