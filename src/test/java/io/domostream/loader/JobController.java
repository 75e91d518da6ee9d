package io.domostream.loader;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/** Does with a Job what Kubernetes does: pod after pod, each with nothing of those before it, until a policy ends it. */
final class JobController {
    private final JobSpec job;
    private final Path node;
    private final Map<String, String> config;
    private final Map<String, String> secret;
    private final Map<String, String> here;

    /** What happens to a pod while it runs. */
    interface Fate {
        /** True where the pod is disrupted, as by a drain of its node. */
        boolean befalls(LoaderProcess pod);
    }

    /** A pod that is no more. */
    record Pod(int exitCode, String out, String err, boolean disrupted) {
        Loader loader() {
            return new Loader(exitCode, out, err);
        }
    }

    /** A Job that is over: Complete, or the reason that its condition Failed would have. */
    record Ended(String why, List<Pod> pods, int counted) {}

    /**
     * Both volumes hold files by their names; {@code here} is what differs from a cluster, as environment variables.
     */
    JobController(
            JobSpec job, Path node, Map<String, String> config, Map<String, String> secret, Map<String, String> here) {
        this.job = job;
        this.node = node;
        this.config = config;
        this.secret = secret;
        this.here = here;
    }

    /** Told the number of each pod, from 1, before it starts. Nobody waits between the pods. */
    Ended run(IntFunction<Fate> fates) {
        var pods = new ArrayList<Pod>();
        int counted = 0;
        while (counted <= job.getBackoffLimit()) {
            int number = pods.size() + 1;
            var pod = pod(number, fates.apply(number));
            pods.add(pod);
            if (pod.exitCode() == 0) {
                return new Ended("Complete", pods, counted);
            }
            var action = action(pod);
            if (action.equals("FailJob")) {
                return new Ended("PodFailurePolicy", pods, counted);
            }
            counted += action.equals("Ignore") ? 0 : 1;
        }
        return new Ended("BackoffLimitExceeded", pods, counted);
    }

    private String action(Pod pod) {
        return job.getPodFailurePolicy().getRules().stream()
                .filter(rule -> fits(rule, pod))
                .map(PodFailurePolicyRule::getAction)
                .findFirst()
                .orElse("Count");
    }

    private static boolean fits(PodFailurePolicyRule rule, Pod pod) {
        var codes = rule.getOnExitCodes();
        if (codes != null) {
            return codes.getOperator().equals("In") == codes.getValues().contains(pod.exitCode());
        }
        return rule.getOnPodConditions().stream()
                .anyMatch(condition -> condition.getType().equals("DisruptionTarget")
                        && condition.getStatus().equals(pod.disrupted() ? "True" : "False"));
    }

    private Pod pod(int number, Fate fate) {
        var container = job.getTemplate().getSpec().getContainers().get(0);
        var root = node.resolve("pod-" + number);
        try {
            container.getVolumeMounts().forEach(mount -> fill(root, mount));
            try (var process = LoaderProcess.packaged(
                    root.resolve("app"),
                    environment(container, root),
                    container.getArgs().toArray(new String[0]))) {
                boolean disrupted = fate.befalls(process);
                return new Pod(process.exitCode(), process.out(), process.err(), disrupted);
            }
        } finally {
            delete(root);
        }
    }

    private void fill(Path root, VolumeMount mount) {
        var at = root.resolve(mount.getMountPath().substring(1));
        try {
            Files.createDirectories(at);
            var volume = job.getTemplate().getSpec().getVolumes().stream()
                    .filter(v -> v.getName().equals(mount.getName()))
                    .findFirst()
                    .orElseThrow();
            var files = files(volume);
            if (!files.isEmpty()) {
                // The files are two links away, so that all of them can be changed at once.
                var version = Files.createDirectory(at.resolve("..2026_11_25_03_15_00.123"));
                Files.createSymbolicLink(at.resolve("..data"), version.getFileName());
                for (var file : files.entrySet()) {
                    Files.writeString(version.resolve(file.getKey()), file.getValue());
                    Files.createSymbolicLink(at.resolve(file.getKey()), Path.of("..data", file.getKey()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> files(Volume volume) {
        if (volume.getSecret() != null) {
            return secret;
        }
        return volume.getConfigMap() != null ? config : Map.of();
    }

    /** The container's, with its mounts where they are on this machine. */
    private Map<String, String> environment(Container container, Path root) {
        var environment = new HashMap<>(here);
        var mounts = Pattern.compile(container.getVolumeMounts().stream()
                .map(mount -> Pattern.quote(mount.getMountPath()))
                .collect(Collectors.joining("|")));
        container
                .getEnv()
                .forEach(variable -> environment.put(
                        variable.getName(), mounts.matcher(variable.getValue()).replaceAll(at -> root + at.group())));
        environment.merge("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + root + "/tmp", (own, tmp) -> own + " " + tmp);
        return environment;
    }

    private static void delete(Path root) {
        try {
            FileSystemUtils.deleteRecursively(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
