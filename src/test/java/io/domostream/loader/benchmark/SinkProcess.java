package io.domostream.loader.benchmark;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The sink as the benchmark sees it. */
final class SinkProcess implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private final Process process;
    private final String url;

    private SinkProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static SinkProcess start() throws IOException {
        // Its answers would otherwise wait for the client's delayed acknowledgement.
        var options = List.of("-Xmx128m", "-XX:+UseSerialGC", "-Dsun.net.httpserver.nodelay=true");
        var process = Java.builder(Java.main(options, Sink.class))
                .redirectError(Redirect.INHERIT)
                .start();
        var port = process.inputReader().readLine();
        if (port == null) {
            process.destroyForcibly();
            throw new IOException("the sink did not start");
        }
        return new SinkProcess(process, "http://127.0.0.1:" + port);
    }

    String url() {
        return url;
    }

    /** Parts go below it, by their number. */
    String partsOfNobody() {
        return url + "/v1/streams/0/executions/1/part/";
    }

    void reset(SinkOptions options) throws IOException, InterruptedException {
        send("/sink/reset", options);
    }

    SinkStats stats() throws IOException, InterruptedException {
        return json.readValue(send("/sink/stats", List.of()), SinkStats.class);
    }

    private String send(String path, Object body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != SinkRun.OK) {
            throw new IOException("the sink answered " + answer.statusCode() + " to " + path);
        }
        return answer.body();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
