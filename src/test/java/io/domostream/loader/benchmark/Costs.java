package io.domostream.loader.benchmark;

/** Seconds of processor time: of all workers, and of the two servers. */
record Costs(double workers, double source, double repository) {
    Costs less(Costs before) {
        return new Costs(workers - before.workers, source - before.source, repository - before.repository);
    }
}
