package io.domostream.loader.pooler;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts the pooler's threads, and stops them with it. */
final class Threads {
    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(10);
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    void start(String name, Runnable work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        running.remove(Thread.currentThread());
                    }
                },
                "pooler-" + name);
        thread.setDaemon(true);
        running.add(thread);
        thread.start();
    }

    /** Interrupts those that wait for a server session; the others end with their connections. */
    void stop() {
        running.forEach(Thread::interrupt);
        try {
            for (var thread : running) {
                thread.join(JOIN_TIMEOUT.toMillis());
                if (thread.isAlive()) {
                    throw new IllegalStateException(thread.getName() + " is still running");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
