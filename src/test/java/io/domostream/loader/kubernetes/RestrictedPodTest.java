package io.domostream.loader.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A namespace that enforces the Pod Security Standard `restricted` lets in every pod there is. */
class RestrictedPodTest {
    static List<Applied> all() {
        return Applied.all();
    }

    @Test
    void eachPodAsItIsWrittenIsRestricted() {
        var written = new Applied(
                "written",
                Manifests.files().stream()
                        .flatMap(file -> Manifests.parse(Manifests.read(file)).stream())
                        .toList());
        assertThat(written.pods())
                .hasSize(2)
                .allSatisfy(
                        pod -> assertThat(new RestrictedPod(pod).violations()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachPodAsItIsAppliedIsRestrictedAndHasNoTokenNorRootFileSystemToWriteTo(Applied applied) {
        assertThat(applied.pods()).isNotEmpty();
        for (var pod : applied.pods()) {
            assertThat(new RestrictedPod(pod).violations()).isEmpty();
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            for (var container : pod.getContainers()) {
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue();
                assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
                assertThat(container.getResources().getLimits()).containsOnlyKeys("memory");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            runAsNonRoot: true              ~ runAsNonRoot: false            ~ runAsNonRoot
            runAsNonRoot: true              ~ runAsUser: 0                   ~ runAsUser
            type: RuntimeDefault            ~ type: Unconfined               ~ seccompProfile
            allowPrivilegeEscalation: false ~ allowPrivilegeEscalation: true ~ allowPrivilegeEscalation
            allowPrivilegeEscalation: false ~ privileged: true               ~ privileged
            drop: [ALL]                     ~ drop: [NET_RAW]                ~ capabilities.drop
            drop: [ALL]                     ~ add: [NET_ADMIN]               ~ capabilities.add
            enableServiceLinks: false       ~ hostNetwork: true              ~ hostNetwork
            enableServiceLinks: false       ~ hostPID: true                  ~ hostPID
            emptyDir:                       ~ hostPath: {path: /}            ~ volume [hostPath]
            """)
    void aFaultIsFound(String right, String planted, String violation) {
        var text = Manifests.read(Manifests.BASE.resolve("cronjob.yaml")).replace("sizeLimit: 256Mi", "");
        assertThat(text).contains(right);
        var pods = new Applied("planted", Manifests.parse(text.replace(right, planted))).pods();
        assertThat(new RestrictedPod(pods.get(0)).violations()).contains(violation);
    }
}
