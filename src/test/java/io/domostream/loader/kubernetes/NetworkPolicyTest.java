package io.domostream.loader.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A loader's pod reaches DNS, its databases and Domo, and nothing reaches it. */
class NetworkPolicyTest {
    static List<Applied> all() {
        return Applied.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingIsReachedButDnsPostgresAndHttps(Applied applied) {
        var policy = policyOfLoader(applied);

        assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(policy.getSpec().getIngress()).isEmpty();
        assertThat(policy.getSpec().getEgress()).map(NetworkPolicyTest::ports).containsExactly("53 53", "5432", "443");
        // A rule without peers would be one for everybody.
        assertThat(policy.getSpec().getEgress()).noneMatch(rule -> rule.getTo().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("all")
    void theNamesAreAskedOfTheClustersDnsAlone(Applied applied) {
        var peers = policyOfLoader(applied).getSpec().getEgress().get(0).getTo();

        assertThat(peers).hasSize(1);
        assertThat(peers.get(0).getNamespaceSelector().getMatchLabels())
                .isEqualTo(Map.of("kubernetes.io/metadata.name", "kube-system"));
        assertThat(peers.get(0).getPodSelector().getMatchLabels()).isEqualTo(Map.of("k8s-app", "kube-dns"));
    }

    @ParameterizedTest
    @CsvSource({
        // Public, by both protocols
        "3.5.140.2, true",
        "100.63.255.255, true",
        "172.15.0.1, true",
        "2600:9000:2000::1, true",
        // Cloud metadata
        "169.254.169.254, false",
        "100.100.100.200, false",
        "fd00:ec2::254, false",
        // Pods, services, the company's network, neighbours on the wire
        "10.96.0.1, false",
        "172.31.255.255, false",
        "192.168.1.1, false",
        "100.64.0.1, false",
        "fd12:3456::1, false",
        "fe80::1, false",
        "::1, false",
    })
    void domosPortIsOpenToThePublicInternetAlone(String address, boolean open) {
        for (var applied : all()) {
            var https = policyOfLoader(applied).getSpec().getEgress().get(2);
            assertThat(https.getTo()).allMatch(peer -> peer.getIpBlock() != null);
            assertThat(allows(https, address)).as(applied.name()).isEqualTo(open);
        }
    }

    @Test
    void byDefaultADatabaseIsAnywhereInTheClusterOrItsPrivateNetwork() {
        var databases = policyOfLoader(all().get(0)).getSpec().getEgress().get(1);

        assertThat(List.of("10.1.2.3", "172.20.0.1", "192.168.1.1", "fd12::1")).allMatch(a -> allows(databases, a));
        assertThat(List.of("3.5.140.2", "169.254.169.254", "2600:9000::1")).noneMatch(a -> allows(databases, a));
        assertThat(databases.getTo()).anyMatch(peer -> peer.getNamespaceSelector() != null);
    }

    @Test
    void thePolicyIsForThePodsOfEveryLoad() {
        for (var applied : all().subList(1, all().size())) {
            var labels = policyOfLoader(applied).getSpec().getPodSelector().getMatchLabels();
            assertThat(labels).isNotEmpty();
            for (var cronJob : applied.cronJobs()) {
                var template = cronJob.getSpec().getJobTemplate().getSpec().getTemplate();
                assertThat(template.getMetadata().getLabels()).containsAllEntriesOf(labels);
            }
        }
    }

    private static NetworkPolicy policyOfLoader(Applied applied) {
        return applied.of(NetworkPolicy.class).stream()
                .filter(policy -> policy.getMetadata().getName().equals("domo-stream-loader"))
                .findFirst()
                .orElseThrow();
    }

    private static String ports(NetworkPolicyEgressRule rule) {
        return String.join(
                " ",
                rule.getPorts().stream()
                        .map(port -> String.valueOf(port.getPort().getIntVal()))
                        .toList());
    }

    private static boolean allows(NetworkPolicyEgressRule rule, String address) {
        return rule.getTo().stream()
                .map(NetworkPolicyPeer::getIpBlock)
                .filter(Objects::nonNull)
                .anyMatch(block -> allows(block, address));
    }

    private static boolean allows(IPBlock block, String address) {
        return within(address, block.getCidr())
                && block.getExcept().stream().noneMatch(range -> within(address, range));
    }

    private static boolean within(String address, String cidr) {
        var range = cidr.substring(0, cidr.indexOf('/'));
        int length = Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
        var bytes = bytes(address);
        if (bytes.length != bytes(range).length) {
            return false;
        }
        int others = bytes.length * Byte.SIZE - length;
        return new BigInteger(1, bytes).shiftRight(others).equals(new BigInteger(1, bytes(range)).shiftRight(others));
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
