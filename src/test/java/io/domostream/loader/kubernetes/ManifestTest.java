package io.domostream.loader.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests hold what Kubernetes knows, once, and no secret. */
class ManifestTest {
    static List<Path> files() {
        return Manifests.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachManifestHoldsOnlyFieldsThatKubernetesKnows(Path file) {
        assertThat(Manifests.parse(Manifests.read(file))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "base/cronjob.yaml, restartPolicy:",
        "base/cronjob.yaml, concurrencyPolicy:",
        "base/cronjob.yaml, readOnlyRootFilesystem:",
        "base/cronjob.yaml, onExitCodes:",
        "base/networkpolicy.yaml, namespaceSelector:",
        "base/networkpolicy.yaml, except:",
        "overlays/single-namespace/postgresql.yaml, fsGroup:",
        "overlays/single-namespace/postgresql.yaml, requests:",
    })
    void aMisspeltFieldIsFoundHoweverDeep(String file, String field) {
        var text = Manifests.read(Path.of("k8s", file));

        assertThat(text).contains(field);
        assertThatThrownBy(() -> Manifests.parse(text.replace(field, "x" + field)))
                .hasMessageContaining("x" + field.replace(":", ""));
    }

    @Test
    void aFieldGivenTwiceIsFound() {
        var twice = Manifests.read(Manifests.BASE.resolve("cronjob.yaml")) + "kind: CronJob\n";

        assertThatThrownBy(() -> Manifests.parse(twice)).hasMessageContaining("duplicate key kind");
    }

    @Test
    void nothingIsLeftOutOfAKustomization() throws IOException {
        try (var folders = Files.walk(Path.of("k8s"))) {
            for (var folder : folders.filter(f -> Files.exists(f.resolve("kustomization.yaml")))
                    .toList()) {
                var kustomization = Manifests.read(folder.resolve("kustomization.yaml"));
                try (var files = Files.list(folder)) {
                    assertThat(files.map(file -> file.getFileName().toString()))
                            .allMatch(name -> name.equals("kustomization.yaml") || kustomization.contains(name));
                }
            }
        }
    }

    @Test
    void theServiceAccountHasNoToken() {
        var account = Manifests.parse(Manifests.read(Manifests.BASE.resolve("serviceaccount.yaml")));

        assertThat(account)
                .singleElement()
                .satisfies(a -> assertThat(((ServiceAccount) a).getAutomountServiceAccountToken())
                        .isFalse());
    }

    @Test
    void noSecretIsInAFile() throws IOException {
        try (var files = Files.walk(Path.of("k8s"))) {
            assertThat(files.filter(Files::isRegularFile).map(Manifests::read))
                    .noneMatch(text -> text.contains("kind: Secret") || text.contains("secretGenerator"))
                    .allMatch(text -> Stream.of("password: ", "client-secret: ", "client-id: ")
                            .noneMatch(text::contains));
        }
    }
}
