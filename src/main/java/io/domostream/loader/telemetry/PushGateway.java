package io.domostream.loader.telemetry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A load's metrics at Prometheus' push gateway, in a group of their own. */
final class PushGateway implements TextSink {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private final GatewaySettings settings;
    private final URI group;
    private final HttpClient http;

    PushGateway(GatewaySettings settings, String load) {
        this.settings = settings;
        this.group = settings.group(load);
        this.http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    @Override
    public void send(String text) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(group)
                .timeout(PATIENCE)
                .header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .PUT(BodyPublishers.ofString(text));
        var authorization = settings.authorization();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
            throw new IOException("HTTP " + status);
        }
    }

    @Override
    public Duration every() {
        return settings.pushRate();
    }
}
