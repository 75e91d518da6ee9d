package io.domostream.loader;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The manifests hold what Kubernetes knows, and agree with the program's exit codes and promises. */
class KubernetesManifestTest {
    private static final Path BASE = Path.of("k8s", "base");

    @Test
    void eachManifestHoldsOnlyFieldsThatKubernetesKnows() throws IOException {
        assertThat(cronJob().getApiVersion()).isEqualTo("batch/v1");
        assertThat(parse(read("configmap.yaml"), ConfigMap.class).getKind()).isEqualTo("ConfigMap");
        assertThat(parse(read("serviceaccount.yaml"), ServiceAccount.class).getAutomountServiceAccountToken())
                .isFalse();
    }

    @Test
    void aMisspeltFieldIsFoundHoweverDeep() throws IOException {
        var text = read("cronjob.yaml");

        for (var field : List.of("restartPolicy:", "concurrencyPolicy:", "readOnlyRootFilesystem:", "onExitCodes:")) {
            var misspelt = text.replace(field, "x" + field);
            assertThatThrownBy(() -> parse(misspelt, CronJob.class)).hasMessageContaining("x" + field.replace(":", ""));
        }
    }

    @Test
    void aFieldGivenTwiceIsFound() throws IOException {
        var twice = read("cronjob.yaml") + "kind: CronJob\n";

        assertThatThrownBy(() -> parse(twice, CronJob.class)).hasMessageContaining("duplicate key kind");
    }

    @Test
    void theKustomizationNamesEveryManifest() throws IOException {
        try (var files = Files.list(BASE)) {
            var manifests = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("kustomization.yaml"))
                    .toList();
            assertThat((List<?>) yaml(read("kustomization.yaml")).get("resources"))
                    .map(Object::toString)
                    .containsExactlyInAnyOrderElementsOf(manifests);
        }
    }

    @Test
    void exitCodesThatNoRerunHelpsFailTheJobAtOnce() throws IOException {
        var rule = jobSpec().getPodFailurePolicy().getRules().get(0);

        assertThat(rule.getAction()).isEqualTo("FailJob");
        assertThat(rule.getOnExitCodes().getOperator()).isEqualTo("In");
        assertThat(rule.getOnExitCodes().getValues()).containsExactly(2, 4, 6, 7);
        assertThat(rule.getOnExitCodes().getContainerName()).isEqualTo(loader().getName());
        assertThat(rule.getOnPodConditions()).isEmpty();
    }

    @Test
    void aDisruptionIsNotCounted() throws IOException {
        var rule = jobSpec().getPodFailurePolicy().getRules().get(1);

        assertThat(rule.getAction()).isEqualTo("Ignore");
        assertThat(rule.getOnExitCodes()).isNull();
        assertThat(rule.getOnPodConditions()).singleElement().satisfies(condition -> {
            assertThat(condition.getType()).isEqualTo("DisruptionTarget");
            assertThat(condition.getStatus()).isEqualTo("True");
        });
    }

    @Test
    void allOtherExitCodesCountTowardsTheBackoffLimit() throws IOException {
        assertThat(jobSpec().getPodFailurePolicy().getRules()).hasSize(2);
        assertThat(jobSpec().getBackoffLimit()).isPositive();
        assertThat(pod().getRestartPolicy()).isEqualTo("Never");
        assertThat(cronJob().getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
    }

    @Test
    void thePodIsRestricted() throws IOException {
        var pod = pod().getSecurityContext();
        assertThat(pod.getRunAsNonRoot()).isTrue();
        assertThat(pod.getRunAsUser()).isEqualTo(10001L);
        assertThat(pod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod().getAutomountServiceAccountToken()).isFalse();

        var container = loader().getSecurityContext();
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getCapabilities().getAdd()).isEmpty();
        assertThat(loader().getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(loader().getResources().getLimits()).containsKey("memory");
    }

    @Test
    void aStopHasMoreTimeThanItTakes() throws IOException {
        assertThat(pod().getTerminationGracePeriodSeconds()).isEqualTo(30L);
    }

    @Test
    void secretsAreFilesOfTheConfigTreeAndNeverVariables() throws IOException {
        assertThat(loader().getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue)))
                .containsEntry("SPRING_CONFIG_IMPORT", "configtree:/run/secrets/");
        assertThat(loader().getEnvFrom()).isEmpty();
        assertThat(mountedAt("/run/secrets").getSecret().getSecretName()).isEqualTo("domo-stream-loader");
    }

    @Test
    void settingsAreMountedWhereTheProgramLooks() throws IOException {
        assertThat(mountedAt("/app/config").getConfigMap().getName())
                .isEqualTo(parse(read("configmap.yaml"), ConfigMap.class)
                        .getMetadata()
                        .getName());
        assertThat(settings()).containsOnlyKeys("source", "spring", "loads");
        assertThat(mountedAt("/tmp").getEmptyDir()).isNotNull();
        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("WORKDIR /app\n")
                .contains("USER 10001:10001\n");
    }

    @Test
    void theScheduleRunsALoadThatIsConfigured() throws IOException {
        var args = loader().getArgs();

        assertThat(args.get(0)).isEqualTo("run");
        assertThat(settings()).extractingByKey("loads", as(MAP)).containsKey(args.get(1));
    }

    private static Volume mountedAt(String path) throws IOException {
        var name = loader().getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(path))
                .map(VolumeMount::getName)
                .findFirst()
                .orElseThrow();
        return pod().getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Container loader() throws IOException {
        assertThat(pod().getContainers()).hasSize(1);
        return pod().getContainers().get(0);
    }

    private static PodSpec pod() throws IOException {
        return jobSpec().getTemplate().getSpec();
    }

    private static JobSpec jobSpec() throws IOException {
        return cronJob().getSpec().getJobTemplate().getSpec();
    }

    private static CronJob cronJob() throws IOException {
        return parse(read("cronjob.yaml"), CronJob.class);
    }

    private static Map<String, Object> settings() throws IOException {
        var data = parse(read("configmap.yaml"), ConfigMap.class).getData();
        return yaml(Objects.requireNonNull(data.get("application.yaml")));
    }

    private static String read(String manifest) throws IOException {
        return Files.readString(BASE.resolve(manifest));
    }

    private static Map<String, Object> yaml(String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(options).load(text);
    }

    private static <T> T parse(String text, Class<T> kind) {
        var mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        // The models keep unknown fields in a map beside the known ones; without that setter they are errors, at every
        // depth.
        mapper.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
            private static final long serialVersionUID = 1;

            @Override
            public Boolean hasAnySetter(Annotated member) {
                return false;
            }
        });
        return mapper.convertValue(yaml(text), kind);
    }
}
