package io.domostream.loader.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Objects that are applied together. */
record Applied(String name, List<HasMetadata> objects) {

    /** The base as it is written; and what kustomize makes of it and of each overlay, where there is a kubectl. */
    static List<Applied> all() {
        return Once.ALL;
    }

    private static final class Once {
        static final List<Applied> ALL = Stream.concat(
                        Stream.of(written()),
                        Manifests.kustomizations().stream()
                                .filter(folder -> Kubectl.isHere())
                                .map(Applied::kustomized))
                .toList();
    }

    static Path overlay(String name) {
        return Manifests.OVERLAYS.resolve(name);
    }

    static Applied kustomized(Path folder) {
        return new Applied("kustomized " + folder, Manifests.parse(Kubectl.run("kustomize", folder.toString())));
    }

    private static Applied written() {
        var objects = new ArrayList<HasMetadata>();
        Manifests.files().stream()
                .filter(file -> file.startsWith(Manifests.BASE))
                .forEach(file -> objects.addAll(Manifests.parse(Manifests.read(file))));
        objects.add(new ConfigMapBuilder()
                .withNewMetadata()
                .withName("domo-stream-loader")
                .endMetadata()
                .withData(Map.of("application.yaml", Manifests.read(Manifests.BASE.resolve("application.yaml"))))
                .build());
        return new Applied("written", objects);
    }

    <T extends HasMetadata> List<T> of(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** At least one, so that a look at each of them is a look at something. */
    List<CronJob> cronJobs() {
        var found = of(CronJob.class);
        if (found.isEmpty()) {
            throw new IllegalStateException("no CronJob: " + name);
        }
        return found;
    }

    List<PodSpec> pods() {
        return Stream.concat(
                        of(CronJob.class).stream().map(Applied::pod),
                        of(StatefulSet.class).stream()
                                .map(set -> set.getSpec().getTemplate().getSpec()))
                .toList();
    }

    static PodSpec pod(CronJob cronJob) {
        return cronJob.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
    }

    /** What the loader's ConfigMap holds. */
    Map<String, Object> settings() {
        var text = of(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().equals("domo-stream-loader"))
                .map(map -> map.getData().get("application.yaml"))
                .findFirst()
                .orElseThrow();
        return Manifests.settings(Objects.requireNonNull(text));
    }

    @Override
    public String toString() {
        return name;
    }
}
