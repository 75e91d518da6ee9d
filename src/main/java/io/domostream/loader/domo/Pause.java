package io.domostream.loader.domo;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** Lets time pass; a test passes it by setting its clock forward. */
interface Pause {
    void of(Duration duration) throws InterruptedException;

    static Pause real() {
        return duration -> {
            var lock = new ReentrantLock();
            var never = lock.newCondition();
            lock.lockInterruptibly();
            try {
                var left = duration.toNanos();
                while (left > 0) {
                    left = never.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        };
    }
}
