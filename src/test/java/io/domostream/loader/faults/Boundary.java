package io.domostream.loader.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A place in a run where a fault may strike: the n-th of its kind, as a healthy run showed them. */
record Boundary(String kind, int nth, int of) {

    /** All of them, in the order in which they came. */
    static List<Boundary> all(List<String> kinds) {
        var seen = new HashMap<String, Integer>();
        var in = new HashMap<String, Integer>();
        kinds.forEach(kind -> in.merge(kind, 1, Integer::sum));
        var all = new ArrayList<Boundary>();
        for (var kind : kinds) {
            all.add(new Boundary(kind, seen.merge(kind, 1, Integer::sum), count(in, kind)));
        }
        return all;
    }

    private static int count(Map<String, Integer> in, String kind) {
        return in.getOrDefault(kind, 0);
    }

    boolean first() {
        return nth == 1;
    }

    /** The first, the middle or the last of its kind. */
    boolean tells() {
        return nth == 1 || nth == of || nth == (of + 1) / 2;
    }

    <F> Trigger<F> trigger(F fault) {
        return new Trigger<>(kind, nth, fault);
    }

    @Override
    public String toString() {
        return "%s no. %d of %d".formatted(kind, nth, of);
    }
}
