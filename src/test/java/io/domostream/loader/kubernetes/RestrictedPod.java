package io.domostream.loader.kubernetes;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of the Pod Security Standard `restricted`, and of `baseline` below it, for pods of Linux. */
record RestrictedPod(PodSpec pod) {
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    /** What an API server would refuse the pod for. */
    List<String> violations() {
        var found = new ArrayList<String>();
        var context = Objects.requireNonNullElseGet(pod.getSecurityContext(), PodSecurityContext::new);
        host(found);
        volumes(found);
        require(found, context.getSysctls().isEmpty(), "sysctls");
        require(found, context.getSeLinuxOptions() == null, "seLinuxOptions");
        require(found, context.getAppArmorProfile() == null, "appArmorProfile");
        require(found, context.getWindowsOptions() == null, "windowsOptions");
        require(found, !Objects.equals(context.getRunAsUser(), 0L), "runAsUser");
        Stream.of(pod.getInitContainers(), pod.getContainers())
                .flatMap(List::stream)
                .forEach(container -> container(container, context, found));
        require(found, pod.getEphemeralContainers().isEmpty(), "ephemeralContainers");
        return found;
    }

    private void host(List<String> found) {
        require(found, !Boolean.TRUE.equals(pod.getHostNetwork()), "hostNetwork");
        require(found, !Boolean.TRUE.equals(pod.getHostPID()), "hostPID");
        require(found, !Boolean.TRUE.equals(pod.getHostIPC()), "hostIPC");
    }

    private void volumes(List<String> found) {
        for (var volume : pod.getVolumes()) {
            var kinds = new TreeSet<>(Manifests.fields(volume).keySet().stream()
                    .map(Object::toString)
                    .toList());
            kinds.remove("name");
            require(found, VOLUMES.containsAll(kinds), "volume " + kinds);
        }
    }

    private static void container(Container container, PodSecurityContext pod, List<String> found) {
        var own = Objects.requireNonNullElseGet(container.getSecurityContext(), SecurityContext::new);
        var capabilities = Objects.requireNonNullElseGet(own.getCapabilities(), Capabilities::new);
        require(found, Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()), "allowPrivilegeEscalation");
        require(found, !Boolean.TRUE.equals(own.getPrivileged()), "privileged");
        require(found, capabilities.getDrop().contains("ALL"), "capabilities.drop");
        require(found, Set.of("NET_BIND_SERVICE").containsAll(capabilities.getAdd()), "capabilities.add");
        require(found, Boolean.TRUE.equals(either(own.getRunAsNonRoot(), pod.getRunAsNonRoot())), "runAsNonRoot");
        require(found, !Objects.equals(own.getRunAsUser(), 0L), "runAsUser");
        var seccomp = either(own.getSeccompProfile(), pod.getSeccompProfile());
        require(
                found,
                Set.of("RuntimeDefault", "Localhost").contains(seccomp == null ? "" : type(seccomp)),
                "seccompProfile");
        require(found, own.getProcMount() == null, "procMount");
        require(found, own.getSeLinuxOptions() == null, "seLinuxOptions");
        require(found, own.getAppArmorProfile() == null, "appArmorProfile");
        require(found, own.getWindowsOptions() == null, "windowsOptions");
        require(found, container.getPorts().stream().allMatch(port -> port.getHostPort() == null), "hostPort");
    }

    private static String type(SeccompProfile profile) {
        return Objects.requireNonNullElse(profile.getType(), "");
    }

    private static <T> @Nullable T either(@Nullable T own, @Nullable T pods) {
        return own == null ? pods : own;
    }

    private static void require(List<String> found, boolean right, String what) {
        if (!right) {
            found.add(what);
        }
    }
}
