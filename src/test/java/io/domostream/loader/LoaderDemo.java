package io.domostream.loader;

import io.domostream.loader.command.DomoStreamLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.FileSystemUtils;

/** A load that is killed halfway and run again, start to end on this machine: {@code ./mvnw spring-boot:test-run}. */
// No context is made of it: this is how spring-boot:test-run finds it among the benchmark's programs.
@SpringBootApplication
public final class LoaderDemo {
    private static final int HALF = 31;
    private static final int PATIENCE_SECONDS = 60;
    private final Path folder;
    private final DemoSource source;
    private final DemoDomo domo;
    private int step;

    private LoaderDemo(Path folder, DemoSource source, DemoDomo domo) {
        this.folder = folder;
        this.source = source;
        this.domo = domo;
    }

    public static void main(String[] args) throws Exception {
        LoggingSystem.get(LoaderDemo.class.getClassLoader()).setLogLevel("io.zonky", LogLevel.WARN);
        var folder = Files.createTempDirectory("loader-demo");
        boolean same;
        try (var source = new DemoSource();
                var domo = new DemoDomo(Files.createDirectory(folder.resolve("domo")), HALF)) {
            same = new LoaderDemo(folder, source, domo).show();
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        System.exit(same ? 0 : 1);
    }

    private boolean show() throws Exception {
        heading("A PostgreSQL with TPC-H's lineitem table, and a Domo simulator");
        say("%,d rows at %s".formatted(source.fill(), source.shop()));
        say("Domo's Stream API at " + domo.url());
        domo.settings(folder, source);
        heading("plan lineitem: what a run would do");
        boolean well = succeeds("plan", "lineitem");
        heading("run lineitem: killed (SIGKILL) at about half of the parts");
        killHalfway();
        var first = domo.parts();
        heading("status lineitem: what is known of the killed run");
        well &= succeeds("status", "lineitem");
        heading("run lineitem: the same command again");
        well &= succeeds("run", "lineitem");
        heading("What Domo saw");
        var all = domo.parts();
        var second = all.subList(first.size(), all.size());
        var again = new HashSet<>(second);
        again.retainAll(new HashSet<>(first));
        say("The first run sent %d parts before it was killed.".formatted(first.size()));
        say("The second sent %d: %d of them again (under way at the kill), the others for the first time."
                .formatted(second.size(), again.size()));
        say("Commits: %d.".formatted(domo.commits()));
        heading("The DataSet against the table, row by row");
        var comparison = DemoComparison.of(source.shop(), domo.export());
        comparison.verdict().forEach(LoaderDemo::say);
        return well && !first.isEmpty() && !second.isEmpty() && domo.commits() == 1 && comparison.same();
    }

    private void killHalfway() throws IOException, InterruptedException {
        var run = start("run", "lineitem");
        var output = echo(run);
        // A run that ends by itself, which it should not, is not waited for.
        var enough = CompletableFuture.anyOf(domo.half, run.onExit());
        enough.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(late -> "too late")
                .join();
        run.destroyForcibly().waitFor();
        output.join();
        say("Exit code %d.".formatted(run.exitValue()));
    }

    private boolean succeeds(String... arguments) throws IOException, InterruptedException {
        var process = start(arguments);
        echo(process).join();
        int code = process.waitFor();
        say("Exit code %d.".formatted(code));
        return code == 0;
    }

    private Process start(String... arguments) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DomoStreamLoader.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static Thread echo(Process process) {
        var thread = new Thread(() -> {
            try (var lines = process.inputReader()) {
                lines.lines().forEach(line -> System.out.println("     | " + line));
            } catch (IOException e) {
                say("Its output broke off: " + e.getMessage());
            }
        });
        thread.start();
        return thread;
    }

    private void heading(String text) {
        System.out.printf("%n%d. %s%n", ++step, text);
    }

    private static void say(String text) {
        System.out.println("   " + text);
    }
}
