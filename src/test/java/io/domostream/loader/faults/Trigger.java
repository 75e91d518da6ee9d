package io.domostream.loader.faults;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Strikes once: when something of a kind comes the n-th time. An empty kind stands for any. */
final class Trigger<F> {
    private final String kind;
    private final int nth;
    private final F fault;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicBoolean struck = new AtomicBoolean();

    Trigger(String kind, int nth, F fault) {
        this.kind = kind;
        this.nth = nth;
        this.fault = fault;
    }

    boolean strikes(String what) {
        boolean now = (kind.isEmpty() || kind.equals(what)) && seen.incrementAndGet() == nth;
        if (now) {
            struck.set(true);
        }
        return now;
    }

    boolean struck() {
        return struck.get();
    }

    F fault() {
        return fault;
    }

    @Override
    public String toString() {
        return "%s at no. %d of %s".formatted(fault, nth, kind.isEmpty() ? "all" : kind);
    }
}
