package io.domostream.loader.kubernetes;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.domostream.loader.command.DomoStreamLoader;
import io.domostream.loader.command.KnownSettings;
import io.domostream.loader.job.ExitCodes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.scheduling.support.CronExpression;

/** The CronJobs agree with the program's exit codes, settings and promises. */
class CronJobTest {
    private static final double SPARE = 0.1;
    // Of what the loader takes beside its heap, 120 MB were measured.
    private static final long BESIDE_THE_HEAP = 160L << 20;
    private static final Set<String> OTHER_VARIABLES = Set.of("JAVA_TOOL_OPTIONS");
    private static final int FIRST_BACKOFF_SECONDS = 10;
    private static final int STOP_SECONDS = 20;

    static List<Applied> all() {
        return Applied.all();
    }

    @Test
    void exitCodesThatNoRerunHelpsFailTheJobAtOnce() {
        var rule = job().getPodFailurePolicy().getRules().get(0);

        assertThat(rule.getAction()).isEqualTo("FailJob");
        assertThat(rule.getOnExitCodes().getOperator()).isEqualTo("In");
        assertThat(rule.getOnExitCodes().getContainerName())
                .isEqualTo(loader(pod()).getName());
        assertThat(rule.getOnPodConditions()).isEmpty();
        assertThat(rule.getOnExitCodes().getValues()).containsExactlyInAnyOrderElementsOf(codesWithoutRerun());
        assertThat(rule.getOnExitCodes().getValues())
                .containsExactlyInAnyOrder(ExitCodes.SETTINGS, ExitCodes.REFUSED, ExitCodes.UNKNOWN, ExitCodes.GUARD);
    }

    /** As the README's table has it, whose codes are the program's. */
    private static Set<Integer> codesWithoutRerun() {
        return Pattern.compile("^\\| (\\d+) \\|.*\\| (?:no|only)\\b[^|]*\\|$", Pattern.MULTILINE)
                .matcher(Manifests.read(Path.of("README.md")))
                .results()
                .map(row -> Integer.valueOf(row.group(1)))
                .collect(Collectors.toSet());
    }

    @Test
    void aDisruptionIsNotCounted() {
        var rule = job().getPodFailurePolicy().getRules().get(1);

        assertThat(rule.getAction()).isEqualTo("Ignore");
        assertThat(rule.getOnExitCodes()).isNull();
        assertThat(rule.getOnPodConditions()).singleElement().satisfies(condition -> {
            assertThat(condition.getType()).isEqualTo("DisruptionTarget");
            assertThat(condition.getStatus()).isEqualTo("True");
        });
    }

    @Test
    void allOtherExitCodesCountTowardsTheBackoffLimit() {
        assertThat(job().getPodFailurePolicy().getRules()).hasSize(2);
        assertThat(job().getBackoffLimit()).isPositive();
        assertThat(pod().getRestartPolicy()).isEqualTo("Never");
        assertThat(Manifests.cronJob().getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
    }

    @ParameterizedTest
    @MethodSource("all")
    void aJobHasTimeForEachWaitOfTheLoaderAndEachBackoff(Applied applied) {
        var waits = Stream.of("domo.commit-interval", "domo.commit-timeout", "domo.verify-timeout")
                .map(name -> DurationStyle.detectAndParse(
                        Objects.requireNonNull(KnownSettings.all().get(name))))
                .reduce(Duration.ZERO, Duration::plus);

        for (var cronJob : applied.cronJobs()) {
            var job = cronJob.getSpec().getJobTemplate().getSpec();
            var backoffs = Duration.ofSeconds(IntStream.range(0, job.getBackoffLimit())
                    .map(retry -> FIRST_BACKOFF_SECONDS << retry)
                    .sum());
            // And an hour at least for the load itself.
            assertThat(Duration.ofSeconds(job.getActiveDeadlineSeconds()))
                    .isGreaterThan(waits.plus(backoffs).plusHours(1));
        }
    }

    @Test
    void aJobThatHangsCostsNoOtherNight() {
        var cronJob = Manifests.cronJob().getSpec();
        var schedule = CronExpression.parse("0 " + cronJob.getSchedule());
        var night = Objects.requireNonNull(schedule.next(LocalDateTime.of(2026, 11, 25, 0, 0)));
        var distance = Duration.between(night, Objects.requireNonNull(schedule.next(night)));

        assertThat(distance).isEqualTo(Duration.ofDays(1));
        assertThat(cronJob.getJobTemplate().getSpec().getActiveDeadlineSeconds() + cronJob.getStartingDeadlineSeconds())
                .isLessThan(distance.toSeconds());
    }

    @ParameterizedTest
    @MethodSource("all")
    void theScheduleIsMeantInTheZoneOfYesterday(Applied applied) {
        var zone = ZoneId.of(String.valueOf(applied.settings().get("time-zone")));

        for (var cronJob : applied.cronJobs()) {
            assertThat(ZoneId.of(cronJob.getSpec().getTimeZone()).getRules()).isEqualTo(zone.getRules());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theHeapAndWhatIsBesideItFitInTheMemory(Applied applied) {
        for (var cronJob : applied.cronJobs()) {
            var container = loader(Applied.pod(cronJob));
            var share =
                    Pattern.compile("-XX:MaxRAMPercentage=(\\d+)").matcher(variable(container, "JAVA_TOOL_OPTIONS"));
            assertThat(share.matches()).isTrue();
            var limit = memory(container.getResources().getLimits());

            assertThat(limit * Integer.parseInt(share.group(1)) / 100 + BESIDE_THE_HEAP)
                    .isLessThan((long) (limit * (1 - SPARE)));
            assertThat(memory(container.getResources().getRequests())).isEqualTo(limit);
        }
    }

    private static long memory(Map<String, Quantity> resources) {
        return Quantity.getAmountInBytes(Objects.requireNonNull(resources.get("memory")))
                .longValueExact();
    }

    @Test
    void aStopHasMoreTimeThanItTakes() {
        assertThat(pod().getTerminationGracePeriodSeconds()).isGreaterThan(STOP_SECONDS);
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachVariableIsASettingOrOneOfJavas(Applied applied) {
        for (var cronJob : applied.cronJobs()) {
            assertThat(loader(Applied.pod(cronJob)).getEnv())
                    .extracting(EnvVar::getName)
                    .allMatch(name -> OTHER_VARIABLES.contains(name) || SettingNames.areOfVariable(name));
        }
    }

    @Test
    void aVariableThatIsNoSettingIsFound() {
        assertThat(Stream.of("DOMO_CLIENT_SECRET", "SPRING_DATASOURCE_PASSWORD", "DOMO_COMMITINTERVAL"))
                .allMatch(SettingNames::areOfVariable);
        assertThat(Stream.of("DOMO_SECRET", "SPRING_CONFIG_IMPORTS", "DOMO_COMMIT-INTERVAL"))
                .noneMatch(SettingNames::areOfVariable);
    }

    @ParameterizedTest
    @MethodSource("all")
    void secretsAreFilesOfTheConfigTreeAndNeverVariables(Applied applied) {
        for (var cronJob : applied.cronJobs()) {
            var pod = Applied.pod(cronJob);
            assertThat(variable(loader(pod), "SPRING_CONFIG_IMPORT")).isEqualTo("configtree:/run/secrets/");
            assertThat(loader(pod).getEnv()).allMatch(variable -> variable.getValueFrom() == null);
            assertThat(loader(pod).getEnvFrom()).isEmpty();
            assertThat(mountedAt("/run/secrets", pod).getSecret().getSecretName())
                    .isEqualTo("domo-stream-loader");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void settingsAreMountedWhereTheProgramLooks(Applied applied) {
        for (var cronJob : applied.cronJobs()) {
            var pod = Applied.pod(cronJob);
            assertThat(mountedAt("/app/config", pod).getConfigMap().getName()).isEqualTo("domo-stream-loader");
            assertThat(mountedAt("/tmp", pod).getEmptyDir()).isNotNull();
        }
        assertThat(Manifests.read(Path.of("Dockerfile")))
                .contains("WORKDIR /app\n")
                .containsPattern("\nUSER \\d+");
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachScheduleRunsALoadThatIsConfiguredOrAnotherCommand(Applied applied) {
        for (var cronJob : applied.cronJobs()) {
            var args = loader(Applied.pod(cronJob)).getArgs();
            var command = DomoStreamLoader.commandLine().parseArgs(args.toArray(new String[0]));
            if (command.subcommand().commandSpec().name().equals("run")) {
                assertThat(applied.settings()).extractingByKey("loads", as(MAP)).containsKey(args.get(1));
            }
        }
    }

    private static Volume mountedAt(String path, PodSpec pod) {
        var name = loader(pod).getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(path))
                .map(VolumeMount::getName)
                .findFirst()
                .orElseThrow();
        return pod.getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String variable(Container container, String name) {
        return container.getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static Container loader(PodSpec pod) {
        assertThat(pod.getContainers()).hasSize(1);
        return pod.getContainers().get(0);
    }

    private static PodSpec pod() {
        return Applied.pod(Manifests.cronJob());
    }

    private static JobSpec job() {
        return Manifests.cronJob().getSpec().getJobTemplate().getSpec();
    }
}
