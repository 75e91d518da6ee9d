package io.domostream.loader.faults;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The death of a loader's process: from then on nothing of it reaches the outside, until another one begins. */
final class Death {
    private final List<Runnable> then = new CopyOnWriteArrayList<>();
    private volatile boolean dead;

    void then(Runnable next) {
        then.add(next);
    }

    boolean dead() {
        return dead;
    }

    void strike() {
        dead = true;
        then.forEach(Runnable::run);
    }

    /** A dead process waits for no connection; its pool would do so for many seconds. */
    void wakeWaiters() {
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            boolean waits = Arrays.stream(stack)
                    .anyMatch(frame -> frame.getClassName().equals("com.zaxxer.hikari.HikariDataSource")
                            && frame.getMethodName().equals("getConnection"));
            if (dead && waits) {
                thread.interrupt();
            }
        });
    }

    void over() {
        dead = false;
    }
}
