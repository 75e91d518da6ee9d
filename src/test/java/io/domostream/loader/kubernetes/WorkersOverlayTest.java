package io.domostream.loader.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.domostream.loader.command.DomoStreamLoader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The overlay workers, and what docs/workers.md tells people to type. */
class WorkersOverlayTest {
    private static final String PAGE = Manifests.read(Path.of("docs", "workers.md"));
    private static final String WORKERS = "domo-stream-loader-workers";

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Applied applied;

    @BeforeEach
    void needsKubectl() {
        assumeTrue(Kubectl.isHere());
        applied = Applied.kustomized(Applied.overlay("workers"));
    }

    private CronJob cronJob(String name) {
        return applied.cronJobs().stream()
                .filter(job -> job.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JobSpec job(CronJob cronJob) {
        return cronJob.getSpec().getJobTemplate().getSpec();
    }

    private static String commandOf(CronJob cronJob) {
        var args = Applied.pod(cronJob).getContainers().get(0).getArgs();
        var command = DomoStreamLoader.commandLine().parseArgs(args.toArray(new String[0]));
        return command.subcommand().commandSpec().name();
    }

    @Test
    void oneLeadsAndTheOthersComeAtTheSameTimeAndEndByThemselves() {
        var manager = cronJob("domo-stream-loader");
        var workers = cronJob(WORKERS);
        assertThat(applied.cronJobs()).hasSize(2);
        assertThat(commandOf(manager)).isEqualTo("run");
        assertThat(Applied.pod(manager).getContainers().get(0).getArgs()).contains("--workers");
        assertThat(commandOf(workers)).isEqualTo("work");
        assertThat(Applied.pod(workers).getContainers().get(0).getArgs())
                .anyMatch(arg -> arg.startsWith("--until-idle="));
        assertThat(workers.getSpec().getSchedule()).isEqualTo(manager.getSpec().getSchedule());
        assertThat(workers.getSpec().getTimeZone()).isEqualTo(manager.getSpec().getTimeZone());
        assertThat(job(manager).getParallelism()).isNull();
        // With a number of completions a worker that found nothing more to do would be started again.
        assertThat(job(workers).getCompletions()).isNull();
    }

    @Test
    void allUseTheSameSettingsAndAreBoundByTheSamePolicy() {
        assertThat(applied.of(ConfigMap.class)).hasSize(1);
        assertThat(applied.of(ServiceAccount.class)).hasSize(1);
        assertThat(applied.of(NetworkPolicy.class)).singleElement().satisfies(policy -> {
            var selector = policy.getSpec().getPodSelector().getMatchLabels();
            assertThat(applied.cronJobs())
                    .allSatisfy(each -> assertThat(
                                    job(each).getTemplate().getMetadata().getLabels())
                            .containsAllEntriesOf(selector));
        });
        assertThat(Applied.pod(cronJob(WORKERS)).getVolumes())
                .isEqualTo(Applied.pod(cronJob("domo-stream-loader")).getVolumes());
    }

    @Test
    void theOneCommandChangesTheNumberOfWorkersAndNothingElse() throws IOException {
        var patch = found("kubectl patch cronjob " + WORKERS + " -p '(.*)'");
        var workers = cronJob(WORKERS);
        var file = Files.writeString(
                folder.resolve("workers.json"), JsonMapper.shared().writeValueAsString(Manifests.fields(workers)));
        var patched = (CronJob)
                Manifests.parse(Kubectl.run("patch", "--local", "-f", file.toString(), "-p", patch, "-o", "yaml"))
                        .get(0);
        assertThat(job(workers).getParallelism()).isEqualTo(3);
        assertThat(job(patched).getParallelism()).isEqualTo(5);
        job(patched).setParallelism(3);
        assertThat(patched.getSpec()).isEqualTo(workers.getSpec());
    }

    @Test
    void workersForARunByHandAreAsManyAsTheSchedules() throws IOException {
        var line = found("`(kubectl create job \\S+ --from=cronjob/" + WORKERS + ")`");
        try (var cluster = new ApiServer(cronJob(WORKERS))) {
            var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), cluster.kubeconfig());
            var command = new ProcessBuilder((line + " --dry-run=client -o yaml").split(" "));
            command.environment().put("KUBECONFIG", kubeconfig.toString());
            command.environment().put("HOME", folder.toString());
            var made = (Job) Manifests.parse(Kubectl.output(command)).get(0);
            assertThat(made.getSpec()).isEqualTo(job(cronJob(WORKERS)));
        }
    }

    private static String found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(PAGE)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
    }
}
