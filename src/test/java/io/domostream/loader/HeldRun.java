package io.domostream.loader;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A run in a process of its own, held when a call like this comes the n-th time, before Domo sees it. */
final class HeldRun implements AutoCloseable {
    final LoaderProcess process;
    private final World world;
    private final Gate gate = new Gate();

    private HeldRun(World world, String load, Predicate<String> where, int nth) {
        this.world = world;
        var seen = new AtomicInteger();
        world.on(call -> {
            if (where.test(call) && seen.incrementAndGet() >= nth) {
                gate.pass();
            }
        });
        process = world.start("run", load, "--json");
    }

    static HeldRun at(World world, String call, int nth) {
        return at(world, seen -> seen.replaceAll("datasets/.*", "datasets/ID").equals(call), nth);
    }

    static HeldRun at(World world, Predicate<String> where, int nth) {
        return at(world, "orders", where, nth);
    }

    static HeldRun at(World world, String load, Predicate<String> where, int nth) {
        var held = new HeldRun(world, load, where, nth);
        held.gate.reached(held.process);
        return held;
    }

    /** A call on its way when the process died still reaches Domo. */
    void kill() {
        process.kill();
        letGo();
    }

    void letGo() {
        world.on(call -> {});
        gate.open();
    }

    @Override
    public void close() {
        process.close();
        letGo();
    }
}
