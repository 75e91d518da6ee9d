package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What the Dockerfile makes, made without a container engine: by the script that it runs, started as it starts it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ImageIT {
    private static final String SCRIPT = "src/main/image/image.sh";
    private static final Pattern ENTRYPOINT = Pattern.compile("^ENTRYPOINT (\\[.*])$", Pattern.MULTILINE);
    private static final Pattern STEP = Pattern.compile("/image/image\\.sh (\\w+) ");
    private static final Pattern LOADED = Pattern.compile(
            "] ((?:io\\.domostream|org\\.postgresql|org\\.springframework|com\\.zaxxer|feign)\\.\\S+) source: (.*)");
    // Made while the program runs, for the program's own classes have others in the cache.
    private static final Pattern GENERATED = Pattern.compile("\\$\\$|\\$Proxy\\d|/0x");

    private static final String[] WORKERS = {
        "io.domostream.loader.source.CopyPageReader",
        "org.postgresql.copy.CopyManager",
        "org.springframework.batch.core.step.item.ChunkOrientedStep"
    };

    private Path folder;
    private Path app;
    private Path tmp;

    @BeforeAll
    void build(@TempDir Path its) throws Exception {
        folder = its;
        app = folder.resolve("app");
        tmp = Files.createDirectory(folder.resolve("tmp"));
        open(folder, "rwxr-xr-x");
        open(tmp, "rwxrwxrwx");
        var jar = Path.of(System.getProperty("loader.jar", "target/domo-stream-loader.jar"));
        script("extract", jar.toAbsolutePath().toString(), app.toString());
        script("train", app.toString());
        // Any jar will do to see that one may be there.
        Files.createDirectory(app.resolve("drivers"));
        try (var jars = Files.newDirectoryStream(app.resolve("lib"), "jspecify-*.jar")) {
            Files.copy(jars.iterator().next(), app.resolve("drivers/driver.jar"));
        }
        try (var files = Files.walk(app)) {
            files.forEach(file -> open(file, Files.isDirectory(file) ? "r-xr-xr-x" : "r--r--r--"));
        }
    }

    @Test
    void theDockerfileRunsTheStepsOfThisTest() throws IOException {
        assertThat(STEP.matcher(Files.readString(Path.of("Dockerfile")))
                        .results()
                        .map(step -> step.group(1)))
                .containsExactly("extract", "train");
    }

    @Test
    void aRunTakesItsClassesFromTheCacheAndWritesNothingBesideTheTemporaryFolder() throws IOException {
        var before = files(app);
        try (var world = Orders.world(Files.createDirectory(folder.resolve("world")));
                var run = start(
                        Map.of(
                                "SPRING_CONFIG_ADDITIONAL_LOCATION", "file:%s/config/".formatted(world.folder),
                                "REPORT_DIRECTORY", tmp.resolve("reports").toString(),
                                "JDK_JAVA_OPTIONS",
                                        "-Djava.io.tmpdir=%1$s -Xlog:class+load:file=%1$s/classes".formatted(tmp)),
                        "run",
                        "orders",
                        "--json")) {
            Orders.loaded(world, run);
            assertThat(run.out().lines()).hasSize(1);
            assertThat(run.err()).contains("ISA-L", "report: " + tmp).doesNotContain("WARN");
        }
        assertThat(files(app)).isEqualTo(before);
        var loaded = classes(tmp.resolve("classes"));
        var read = new TreeSet<String>(loaded.keySet());
        read.removeIf(loaded::get);
        assertThat(loaded).containsKeys(WORKERS);
        assertThat(read)
                .as("what is read from jars all the same")
                .doesNotContain(WORKERS)
                .hasSizeLessThan(loaded.size() / 50);
    }

    @Test
    void aDriverMayBeThereAndACacheThatDoesNotFitSpoilsNoAnswer() {
        try (var help = start(Map.of("JDK_JAVA_OPTIONS", "-XshowSettings:properties"), "--help");
                var without = start(Map.of("JDK_JAVA_OPTIONS", "-XX:-UseCompressedOops"), "--help")) {
            assertThat(help.exitCode()).as(help.err()).isZero();
            assertThat(help.err()).contains("drivers/driver.jar");
            assertThat(without.exitCode()).as(without.err()).isZero();
            assertThat(without.out()).isEqualTo(help.out()).contains("rehearse");
        }
    }

    private void script(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(SCRIPT).toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var script = builder.start();
        var said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).as(said).isZero();
    }

    private LoaderProcess start(Map<String, String> environment, String... arguments) {
        try {
            var command = new ArrayList<String>(anotherUser());
            command.addAll(entrypoint());
            command.addAll(List.of(arguments));
            return LoaderProcess.start(command, app, folder, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a shell, so that signals reach the JVM. */
    private static List<String> entrypoint() throws IOException {
        var found = ENTRYPOINT.matcher(Files.readString(Path.of("Dockerfile")));
        assertThat(found.find()).as("an ENTRYPOINT that is a list").isTrue();
        var words = List.of(JsonMapper.shared().readValue(found.group(1), String[].class));
        assertThat(words).first().isEqualTo("java");
        return Stream.concat(Stream.of(LoaderProcess.java()), words.stream().skip(1))
                .toList();
    }

    /** The image's own, where this one may become it. */
    private static List<String> anotherUser() {
        return System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/usr/bin/setpriv"))
                ? List.of("setpriv", "--reuid=10001", "--regid=10001", "--clear-groups")
                : List.of();
    }

    /** Each class of a library or of ours by its name, and whether it came from the cache. */
    private static Map<String, Boolean> classes(Path log) throws IOException {
        var loaded = new HashMap<String, Boolean>();
        for (var line : Files.readAllLines(log)) {
            var found = LOADED.matcher(line);
            if (found.find() && !GENERATED.matcher(found.group(1)).find()) {
                loaded.put(found.group(1), found.group(2).startsWith("shared objects file"));
            }
        }
        return loaded;
    }

    private static Map<String, String> files(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.collect(Collectors.toMap(
                    file -> root.relativize(file).toString(),
                    file -> "%d, %s"
                            .formatted(file.toFile().length(), file.toFile().lastModified()),
                    (one, other) -> one,
                    TreeMap::new));
        }
    }

    private static void open(Path file, String to) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
