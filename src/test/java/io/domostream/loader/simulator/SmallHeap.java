package io.domostream.loader.simulator;

import io.domostream.loader.command.DomoStreamLoader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A simulator in a JVM of its own, whose heap is smaller than what it is sent. */
final class SmallHeap implements AutoCloseable {

    private final Process process;
    private final String url;

    SmallHeap(Path folder, int megabytes) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DomoStreamLoader.class.getName(),
                        "simulate",
                        "--port",
                        "0",
                        "--commit-takes",
                        "0s",
                        "--data",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        url = String.valueOf(said.readLine()).replace("listening on ", "");
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
