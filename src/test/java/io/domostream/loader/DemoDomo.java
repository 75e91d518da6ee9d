package io.domostream.loader;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.domostream.loader.simulator.DomoSimulator;
import io.domostream.loader.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;

/** A Domo on this machine that writes down each call it gets. */
final class DemoDomo implements AutoCloseable {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    final CompletableFuture<String> half = new CompletableFuture<>();
    private final int enough;
    private final HttpClient client = HttpClient.newHttpClient();
    private final DomoSimulator simulator;

    /** Its half is complete when so many parts have arrived. */
    DemoDomo(Path folder, int parts) throws IOException {
        enough = parts;
        simulator = DomoSimulator.start(
                0,
                folder,
                SimulatorOptions.defaults(),
                Clock.systemUTC(),
                List.of(Filter.beforeHandler("record", this::record)));
    }

    private void record(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        calls.add(exchange.getRequestMethod() + " " + path);
        if (parts().size() >= enough) {
            half.complete(path);
        }
    }

    /** Writes what the loader must know to load from there to here. */
    void settings(Path place, DemoSource source) throws IOException {
        Files.createDirectory(place.resolve("config"));
        Files.writeString(
                place.resolve("config/application.yaml"), """
                domo: { url: "%s", client-id: demo, client-secret: demo, poll-interval: 200ms, commit-interval: 0s }
                source: { url: "%s" }
                spring.datasource: { url: "%s" }
                loads:
                  lineitem:
                    table: lineitem
                    dataset: { name: Lineitem }
                    parts: { rows: 10000, parallel: 2 }
                """.formatted(url(), source.shop(), source.repository()));
    }

    String url() {
        return simulator.url();
    }

    /** The parts that were sent so far, in the order they came. */
    List<String> parts() {
        return calls.stream().filter(c -> c.contains("/part/")).toList();
    }

    long commits() {
        return calls.stream().filter(c -> c.endsWith("/commit")).count();
    }

    /** The rows of the one DataSet there is, as Domo exports them. */
    InputStream export() throws IOException, InterruptedException {
        var token = JsonMapper.shared()
                .readTree(get("/oauth/token?grant_type=client_credentials", "Basic aWQ6c2VjcmV0"))
                .get("access_token")
                .asString();
        var bearer = "Bearer " + token;
        var dataSet = JsonMapper.shared()
                .readTree(get("/v1/streams", bearer))
                .get(0)
                .get("dataSet")
                .get("id")
                .asString();
        return get("/v1/datasets/" + dataSet + "/data?includeHeader=false", bearer);
    }

    private InputStream get(String path, String authorization) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", authorization)
                .build();
        var answer = client.send(request, BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException("GET " + path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
