package io.domostream.loader.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Domo holds, asked past the loader and its wires. */
final class DomoLook {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String token;

    DomoLook(String url) {
        this.url = url;
        var request = HttpRequest.newBuilder(URI.create(url + "/oauth/token?grant_type=client_credentials"))
                .header("Authorization", "Basic aWQ6c2VjcmV0");
        token = json(send(request)).get("access_token").asString();
    }

    /** The rows of all DataSets of this name, sorted; no more than one of them may hold any. */
    List<String> rows(String name) {
        var rows = new ArrayList<String>();
        for (var id : dataSets(name)) {
            var there = send(at("/v1/datasets/" + id + "/data?includeHeader=false"))
                    .body()
                    .lines()
                    .map(line -> line.replace("\"", ""))
                    .sorted()
                    .toList();
            if (!rows.isEmpty() && !there.isEmpty()) {
                throw new AssertionError("two DataSets named " + name + " hold rows");
            }
            rows.addAll(there);
        }
        return rows;
    }

    private List<String> dataSets(String name) {
        return StreamSupport.stream(
                        json(send(at("/v1/datasets?nameLike=" + name))).spliterator(), false)
                .filter(dataSet -> dataSet.get("name").asString().equals(name))
                .map(dataSet -> dataSet.get("id").asString())
                .toList();
    }

    /** The state of a Domo execution. */
    String state(long stream, long execution) {
        return json(send(at("/v1/streams/" + stream + "/executions/" + execution)))
                .get("currentState")
                .asString();
    }

    /** Makes a stream, and gives its DataSet rows unless there are none. */
    long makeStream(String name, String columns, String method, List<String> keys, List<String> rows) {
        var body = """
                {"dataSet": {"name": "%s", "schema": {"columns": [%s]}}, "updateMethod": "%s", "keyColumnNames": [%s]}
                """.formatted(
                name,
                columns,
                method,
                String.join(", ", keys.stream().map(key -> "\"" + key + "\"").toList()));
        long stream = json(send(at("/v1/streams")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))))
                .get("id")
                .asLong();
        if (!rows.isEmpty()) {
            load(stream, rows);
        }
        return stream;
    }

    private void load(long stream, List<String> rows) {
        var executions = "/v1/streams/" + stream + "/executions";
        long execution = json(send(at(executions).POST(BodyPublishers.ofString("{}"))))
                .get("id")
                .asLong();
        put(executions + "/" + execution + "/part/1", BodyPublishers.ofString(String.join("\n", rows) + "\n"));
        put(executions + "/" + execution + "/commit", BodyPublishers.noBody());
        String state = "ACTIVE";
        while (state.equals("ACTIVE")) {
            state = state(stream, execution);
        }
        if (!state.equals("SUCCESS")) {
            throw new IllegalStateException("the rows before could not be loaded: " + state);
        }
    }

    private void put(String path, BodyPublisher body) {
        send(at(path).header("Content-Type", "text/csv").PUT(body));
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.header(DomoWire.LOOK, "yes").build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
