package io.domostream.loader.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;

/** As much of a cluster's API server as {@code kubectl create job} needs: it has one CronJob, and keeps what it is sent. */
final class ApiServer implements AutoCloseable {
    private static final String BATCH = "/apis/batch/v1";
    private final List<String> created = new CopyOnWriteArrayList<>();
    private final Map<String, Object> objects;
    private final HttpServer server;

    ApiServer(CronJob cronJob) {
        objects = Map.of(
                "/api",
                Map.of("kind", "APIVersions", "versions", List.of("v1")),
                "/api/v1",
                Map.of("kind", "APIResourceList", "groupVersion", "v1", "resources", List.of()),
                "/apis",
                Map.of("kind", "APIGroupList", "apiVersion", "v1", "groups", List.of(group())),
                BATCH,
                resources(),
                "/openapi/v3",
                Map.of("paths", Map.of("apis/batch/v1", Map.of("serverRelativeURL", "/schema"))),
                "/schema",
                schema(),
                BATCH + "/namespaces/default/cronjobs/" + cronJob.getMetadata().getName(),
                Manifests.fields(cronJob));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private static Map<String, ?> group() {
        var version = Map.of("groupVersion", "batch/v1", "version", "v1");
        return Map.of("name", "batch", "versions", List.of(version), "preferredVersion", version);
    }

    private static Map<String, ?> resources() {
        var verbs = List.of("get", "create", "patch");
        return Map.of(
                "kind",
                "APIResourceList",
                "groupVersion",
                "batch/v1",
                "resources",
                List.of(
                        Map.of("name", "cronjobs", "namespaced", true, "kind", "CronJob", "verbs", verbs),
                        Map.of("name", "jobs", "namespaced", true, "kind", "Job", "verbs", verbs)));
    }

    /** Says that it checks fields itself, so that kubectl does not. */
    private static Map<String, ?> schema() {
        return Map.of(
                "openapi",
                "3.0.0",
                "paths",
                Map.of(
                        BATCH + "/namespaces/{namespace}/jobs/{name}",
                        Map.of(
                                "patch",
                                Map.of(
                                        "x-kubernetes-group-version-kind",
                                        Map.of("group", "batch", "version", "v1", "kind", "Job"),
                                        "parameters",
                                        List.of(Map.of("name", "fieldValidation", "in", "query"))))));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("POST") && path.equals(BATCH + "/namespaces/default/jobs")) {
            // Protobuf or JSON: as text either shows what it is about.
            created.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            send(exchange, 201, Map.of("kind", "Job", "apiVersion", "batch/v1", "metadata", Map.of("name", "new")));
        } else if (objects.containsKey(path)) {
            send(exchange, 200, objects.get(path));
        } else {
            send(exchange, 404, Map.of("kind", "Status", "apiVersion", "v1", "status", "Failure", "code", 404));
        }
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        var body = JsonMapper.shared().writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    List<String> created() {
        return created;
    }

    /** What a user's kubectl knows its cluster by. */
    String kubeconfig() {
        return kubeconfig(server.getAddress().getPort());
    }

    static String kubeconfig(int port) {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: here, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: me, user: {}}]
                contexts: [{name: here, context: {cluster: here, user: me}}]
                current-context: here
                """.formatted(port);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
