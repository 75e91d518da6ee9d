package io.domostream.loader.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads manifests more strictly than an API server: what its models don't know is a mistake, at every depth. */
public final class Manifests {
    public static final Path BASE = Path.of("k8s", "base");
    static final Path OVERLAYS = Path.of("k8s", "overlays");

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "apps/v1 StatefulSet", StatefulSet.class,
            "batch/v1 CronJob", CronJob.class,
            "batch/v1 Job", Job.class,
            "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
            "v1 ConfigMap", ConfigMap.class,
            "v1 Namespace", Namespace.class,
            "v1 Service", Service.class,
            "v1 ServiceAccount", ServiceAccount.class);

    private static final ObjectMapper STRICT = strict();

    private Manifests() {}

    /** Every file that is a manifest: neither what kustomize reads itself nor the loader's settings. */
    static List<Path> files() {
        var found = new ArrayList<Path>();
        for (var folder : List.of(BASE, OVERLAYS)) {
            try (var files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".yaml"))
                        .filter(file -> !List.of("kustomization.yaml", "application.yaml")
                                .contains(file.getFileName().toString()))
                        .forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /** The base and each overlay. */
    static List<Path> kustomizations() {
        try (var overlays = Files.list(OVERLAYS)) {
            return Stream.concat(Stream.of(BASE), overlays.sorted()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The CronJob of the base, as it is written. */
    public static CronJob cronJob() {
        return (CronJob) parse(read(BASE.resolve("cronjob.yaml"))).get(0);
    }

    /** Each document of a text. */
    static List<HasMetadata> parse(String text) {
        var objects = new ArrayList<HasMetadata>();
        for (var document : yaml().loadAll(text)) {
            if (!(document instanceof Map<?, ?> fields)) {
                throw new IllegalArgumentException("no manifest: " + document);
            }
            var name = fields.get("apiVersion") + " " + fields.get("kind");
            var kind = KINDS.get(name);
            if (kind == null) {
                throw new IllegalArgumentException("no model for " + name);
            }
            objects.add(STRICT.convertValue(document, kind));
        }
        return objects;
    }

    static Map<String, Object> settings(String text) {
        return yaml().load(text);
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a manifest holds, as plain maps and lists. */
    static Map<?, ?> fields(Object model) {
        return STRICT.convertValue(model, Map.class);
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }

    private static ObjectMapper strict() {
        var mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        // The models keep unknown fields in a map beside the known ones; without that setter they are errors.
        mapper.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
            private static final long serialVersionUID = 1;

            @Override
            public Boolean hasAnySetter(Annotated member) {
                return false;
            }
        });
        return mapper;
    }
}
