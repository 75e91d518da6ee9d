package io.domostream.loader.faults;

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

    void over() {
        dead = false;
    }
}
