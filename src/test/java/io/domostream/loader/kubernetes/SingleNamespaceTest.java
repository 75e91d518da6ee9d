package io.domostream.loader.kubernetes;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In the overlay single-namespace loader and PostgreSQL find each other, and nobody else. */
class SingleNamespaceTest {
    @SuppressWarnings("NullAway.Init")
    private Applied applied;

    @BeforeEach
    void needsKubectl() {
        assumeTrue(Kubectl.isHere());
        applied = Applied.kustomized(Applied.overlay("single-namespace"));
    }

    @Test
    void allIsInTheNamespaceThatEnforcesRestrictedPods() {
        var namespace = only(Namespace.class);

        assertThat(namespace.getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(applied.objects())
                .filteredOn(object -> !(object instanceof Namespace))
                .allMatch(object -> object.getMetadata()
                        .getNamespace()
                        .equals(namespace.getMetadata().getName()));
    }

    @Test
    void theSettingsNameTheServiceAndWhatItsFirstStartMakes() {
        var script = Manifests.read(Applied.overlay("single-namespace").resolve("init.sh"));
        var place = "jdbc:postgresql://%s:5432/"
                .formatted(only(Service.class).getMetadata().getName());

        assertThat(script).contains("CREATE ROLE reader ", "CREATE ROLE loader ", "CREATE DATABASE batch OWNER loader");
        assertThat(script).contains("CREATE DATABASE shop;", "CREATE TABLE orders (");
        assertThat(applied.settings())
                .extractingByKey("source", as(MAP))
                .isEqualTo(Map.of("url", place + "shop", "username", "reader"));
        assertThat(applied.settings())
                .extractingByKey("spring", as(MAP))
                .isEqualTo(Map.of("datasource", Map.of("url", place + "batch", "username", "loader")));
        assertThat(applied.settings())
                .extractingByKey("loads")
                .extracting(Object::toString, as(STRING))
                .contains("table=public.orders");
    }

    @Test
    void theLoaderReachesThisPostgresAndPostgresIsReachedByTheLoaderAlone() {
        var server =
                only(StatefulSet.class).getSpec().getTemplate().getMetadata().getLabels();
        var loader = applied.cronJobs()
                .get(0)
                .getSpec()
                .getJobTemplate()
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels();

        assertThat(only(Service.class).getSpec().getSelector()).isEqualTo(server);
        assertThat(policy("domo-stream-loader").getSpec().getEgress().get(1).getTo())
                .singleElement()
                .satisfies(peer -> {
                    assertThat(peer.getPodSelector().getMatchLabels()).isEqualTo(server);
                    assertThat(peer.getNamespaceSelector()).isNull();
                    assertThat(peer.getIpBlock()).isNull();
                });
        var postgres = policy("postgresql").getSpec();
        assertThat(postgres.getPodSelector().getMatchLabels()).isEqualTo(server);
        assertThat(postgres.getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(postgres.getEgress()).isEmpty();
        assertThat(postgres.getIngress()).singleElement().satisfies(rule -> {
            assertThat(rule.getFrom())
                    .singleElement()
                    .satisfies(peer ->
                            assertThat(peer.getPodSelector().getMatchLabels()).isEqualTo(loader));
            assertThat(rule.getPorts())
                    .extracting(port -> port.getPort().getIntVal())
                    .containsExactly(5432);
        });
    }

    @Test
    void postgresSeesThePasswordsOfItsUsersAndNotDomos() {
        var pod = only(StatefulSet.class).getSpec().getTemplate().getSpec();
        var secrets = pod.getVolumes().stream()
                .map(Volume::getSecret)
                .filter(Objects::nonNull)
                .filter(secret -> secret.getSecretName().equals("domo-stream-loader"))
                .flatMap(secret -> secret.getItems().stream())
                .collect(Collectors.toMap(KeyToPath::getKey, KeyToPath::getPath));

        assertThat(secrets)
                .isEqualTo(Map.of(
                        "source.password", "source.password",
                        "spring.datasource.password", "spring.datasource.password"));
        assertThat(secrets.keySet()).allMatch(SettingNames::are);
    }

    private <T extends HasMetadata> T only(Class<T> kind) {
        assertThat(applied.of(kind)).hasSize(1);
        return applied.of(kind).get(0);
    }

    private NetworkPolicy policy(String name) {
        return applied.of(NetworkPolicy.class).stream()
                .filter(policy -> policy.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
