package io.domostream.loader.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.domostream.loader.command.DomoStreamLoader;
import io.domostream.loader.job.ExitCodes;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/kubernetes.md tells people to type does what it says, with their own kubectl. */
class KubernetesPageTest {
    private static final String PAGE = Manifests.read(Path.of("docs", "kubernetes.md"));

    @TempDir
    Path folder;

    @Test
    void aTriggerWithTheSchedulesOwnArgumentsMakesAJobOfTheCronJob() throws IOException {
        var job = triggered("orders-by-hand");

        assertThat(job).contains("cronjob.kubernetes.io/instantiate", "manual", "orders", "--json");
    }

    @Test
    void aTriggerWithParametersAddsThemToTheSchedulesArguments() throws IOException {
        var job = (Job) Manifests.parse(triggered("orders-2026-11-23")).get(0);

        assertThat(args(job)).containsExactly("run", "orders", "--json", "day=2026-11-23");
        var schedules = Manifests.cronJob().getSpec().getJobTemplate().getSpec();
        assertThat(job.getSpec().getPodFailurePolicy()).isEqualTo(schedules.getPodFailurePolicy());
        assertThat(new RestrictedPod(job.getSpec().getTemplate().getSpec()).violations())
                .isEmpty();
    }

    @Test
    void triggersWithAnotherCommandAreOnesThatTheProgramHas() throws IOException {
        for (var name : List.of("rehearsal", "orders-status")) {
            var job = (Job) Manifests.parse(triggered(name)).get(0);
            var command = DomoStreamLoader.commandLine().parseArgs(args(job).toArray(new String[0]));

            assertThat(command.subcommand().commandSpec().name()).isIn("rehearse", "status");
        }
    }

    private static List<String> args(Job job) {
        return job.getSpec().getTemplate().getSpec().getContainers().get(0).getArgs();
    }

    /** The Job that the page's own line of this name makes in a cluster. */
    private String triggered(String name) throws IOException {
        try (var cluster = new ApiServer(Manifests.cronJob())) {
            bash(
                    line("kubectl create job " + name + " "),
                    Files.writeString(folder.resolve("kubeconfig"), cluster.kubeconfig()));
            assertThat(cluster.created()).hasSize(1);
            return cluster.created().get(0);
        }
    }

    @Test
    void theSecretsOfThePageAreTheSettingsThatAreMissing() throws IOException {
        var block = found("(?s)```sh\n(mkdir -m 700 secrets.*?)```").findFirst().orElseThrow();
        var applied = bash(
                "EDITOR=touch\n"
                        + block.replace("kubectl create secret", "kubectl create --dry-run=client -o yaml secret"),
                Path.of("/dev/null"));

        var secrets =
                Stream.of(applied.split("(?m)^apiVersion: v1$", -1)).skip(1).toList();
        assertThat(secrets).hasSize(2);
        var settings = Manifests.settings(secrets.get(0)).get("data");
        assertThat(((Map<?, ?>) Objects.requireNonNull(settings)).keySet())
                .map(Object::toString)
                .containsExactlyInAnyOrder(
                        "domo.client-id", "domo.client-secret", "source.password", "spring.datasource.password")
                .allMatch(SettingNames::are);
        assertThat(secrets.get(1)).contains("name: postgresql", "password: ");
        assertThat(folder.resolve("secrets")).doesNotExist();
    }

    @Test
    void eachFolderThatIsNamedCanBeApplied() {
        assumeTrue(Kubectl.isHere());
        var folders = found("kubectl (?:apply -k|delete -k|kustomize) ([\\w./-]+)")
                .distinct()
                .toList();

        assertThat(folders).contains("k8s/overlays/single-namespace", "k8s/overlays/example");
        for (var each : folders) {
            assertThat(Manifests.parse(Kubectl.run("kustomize", each))).isNotEmpty();
        }
        assertThat(found("kubectl apply -f (\\w[\\w./-]+)").map(Path::of))
                .isNotEmpty()
                .allMatch(Files::exists);
    }

    @Test
    void noCommandIsMisspelt() throws IOException {
        var commands = PAGE.lines()
                .filter(line -> line.startsWith("kubectl ") && !line.contains("--from="))
                .toList();

        assertThat(commands).hasSizeGreaterThan(10);
        assertThat(complaints(commands)).isEmpty();
        assertThat(complaints(List.of("kubectl logs --follow-up job/x", "kubectl rolout status statefulset/x")))
                .hasSize(2);
    }

    /** Spelling is looked at first; the cluster that is asked then is not there. */
    private Stream<String> complaints(List<String> commands) throws IOException {
        var nowhere = Files.writeString(folder.resolve("nowhere"), ApiServer.kubeconfig(1));
        var script = commands.stream()
                .map(line -> "( " + line + "\n) 2>&1 || true\n")
                .collect(Collectors.joining());
        return bash(script, nowhere).lines().filter(line -> line.matches(".*(unknown|invalid|required) .*"));
    }

    @Test
    void theOperationForMoreSpaceIsAboutTheFolderThatCanBeWrittenTo() {
        var volume = found("/spec/template/spec/volumes/(\\d+)/emptyDir/sizeLimit")
                .map(Integer::valueOf)
                .toList();

        assertThat(volume).hasSize(1);
        var pod = Applied.pod(Manifests.cronJob());
        assertThat(pod.getVolumes().get(volume.get(0)).getName()).isEqualTo("tmp");
        assertThat(pod.getVolumes().get(volume.get(0)).getEmptyDir().getSizeLimit())
                .isNotNull();
    }

    @Test
    void theTableTellsEachExitCodeOnce() {
        var codes = Stream.of(ExitCodes.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(field -> {
                    try {
                        return String.valueOf(field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                });
        assertThat(found("\\[(\\d)]\\(runbook.md#exit-code-\\1\\)"))
                .containsExactlyInAnyOrderElementsOf(codes.toList());

        var atOnce = found("(?m)^\\| (.*) \\| Job failed at once")
                .flatMap(cell -> Pattern.compile("\\[(\\d)]").matcher(cell).results())
                .map(code -> Integer.valueOf(code.group(1)));
        assertThat(atOnce)
                .containsExactlyInAnyOrderElementsOf(Manifests.cronJob()
                        .getSpec()
                        .getJobTemplate()
                        .getSpec()
                        .getPodFailurePolicy()
                        .getRules()
                        .get(0)
                        .getOnExitCodes()
                        .getValues());
    }

    private static Stream<String> found(String pattern) {
        return Pattern.compile(pattern).matcher(PAGE).results().map((MatchResult match) -> match.group(1));
    }

    private static String line(String begin) {
        return PAGE.lines().filter(line -> line.startsWith(begin)).findFirst().orElseThrow();
    }

    private String bash(String script, Path kubeconfig) {
        assumeTrue(Kubectl.isHere() && Kubectl.onPath("bash") && Kubectl.onPath("openssl"));
        var shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script).directory(folder.toFile());
        shell.environment().put("KUBECONFIG", kubeconfig.toString());
        // Where kubectl keeps what it has learnt of a cluster.
        shell.environment().put("HOME", folder.toString());
        return Kubectl.output(shell);
    }
}
