package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.kubernetes.Manifests;
import io.domostream.loader.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CronJob's Job, carried out with real processes: nothing outlives a pod but the databases. */
class NightOnKubernetesIT {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private World world;

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aLoadThatLosesPodAfterPodIsCommittedOnce() {
        world = Orders.world(folder);
        var job = controller().run(number -> switch (number) {
            case 1 -> killedAtPart(6);
            case 2 -> domoIsDownFromPart(4);
            case 3 -> drainedAtPart(4);
            default -> untroubled();
        });

        assertThat(job.pods()).extracting(JobController.Pod::exitCode).containsExactly(137, 5, 9, 0);
        assertThat(job.why()).isEqualTo("Complete");
        assertThat(job.counted()).isEqualTo(2);
        var last = job.pods().get(3).loader();
        Orders.loaded(world, last, 2000);
        assertThat(last.json().get("resumed").asBoolean()).isTrue();
        assertThat(last.err().lines())
                .filteredOn(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("{\"@timestamp\""));
        // Those under way at an end are sent again, at most two each time.
        assertThat(world.count(call -> call.contains("/part/"))).isBetween(20L, 26L);
        assertThat(world.count(call -> call.endsWith("/commit"))).isEqualTo(1);
        assertThat(world.streams()).isEqualTo(1);
    }

    @Test
    void whatNoRetryHelpsEndsTheJobWithItsFirstPod() {
        world = Orders.in(new World(folder, SimulatorOptions.defaults().withClientSecret("another")));
        var job = controller().run(number -> untroubled());

        assertThat(job.why()).isEqualTo("PodFailurePolicy");
        assertThat(job.pods()).extracting(JobController.Pod::exitCode).containsExactly(4);
        assertThat(job.pods().get(0).out()).contains("\"exitCode\":4").doesNotContain(World.SECRET);
    }

    /** The base's own manifest and settings; only addresses and paces are of this place. */
    private JobController controller() {
        return new JobController(
                Manifests.cronJob().getSpec().getJobTemplate().getSpec(),
                folder,
                Map.of("application.yaml", Manifests.read(Manifests.BASE.resolve("application.yaml"))),
                Map.of(
                        "domo.client-id", "id",
                        // An editor ends a file with a new line.
                        "domo.client-secret", World.SECRET + "\n",
                        "source.password", "source-pass-text",
                        "spring.datasource.password", "repository-pass-text"),
                Map.of(
                        "SOURCE_URL", world.source,
                        "SPRING_DATASOURCE_URL", world.repository,
                        "DOMO_URL", world.url(),
                        "DOMO_COMMITINTERVAL", "0s",
                        "DOMO_POLLINTERVAL", "100ms",
                        "DOMO_RETRIES", "0",
                        "LOADS_ORDERS_PARTS_ROWS", "100",
                        "LOADS_ORDERS_PARTS_INFLIGHT", "2"));
    }

    private static JobController.Fate untroubled() {
        return pod -> false;
    }

    /** Out of memory, or a node that is gone. */
    private JobController.Fate killedAtPart(int nth) {
        var gate = heldAtPart(nth);
        return pod -> {
            gate.reached(pod);
            pod.kill();
            letGo(gate);
            return false;
        };
    }

    private JobController.Fate drainedAtPart(int nth) {
        var gate = heldAtPart(nth);
        return pod -> {
            gate.reached(pod);
            pod.terminate();
            pod.awaitErr("asked to stop");
            letGo(gate);
            pod.await();
            return true;
        };
    }

    private JobController.Fate domoIsDownFromPart(int nth) {
        var seen = new AtomicInteger();
        world.on(call -> {
            if (call.contains("/part/") && seen.incrementAndGet() >= nth) {
                throw new World.Instead(503, Map.of());
            }
        });
        return pod -> {
            pod.await();
            return false;
        };
    }

    private Gate heldAtPart(int nth) {
        var gate = new Gate();
        var seen = new AtomicInteger();
        world.on(call -> {
            if (call.contains("/part/") && seen.incrementAndGet() >= nth) {
                gate.pass();
            }
        });
        return gate;
    }

    private void letGo(Gate gate) {
        world.on(call -> {});
        gate.open();
    }
}
