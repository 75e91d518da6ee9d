package io.domostream.loader;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Takes what is pushed to it over HTTP, and keeps it. */
final class Receiver implements AutoCloseable {
    final List<Push> pushes = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** {@code authorization}: the header, or an empty text; {@code latin}: a letter a byte. */
    record Push(String call, String authorization, String latin) {
        byte[] body() {
            return latin.getBytes(StandardCharsets.ISO_8859_1);
        }

        String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }
    }

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            var body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            var authorization = exchange.getRequestHeaders().getFirst("Authorization");
            pushes.add(new Push(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    Objects.requireNonNullElse(authorization, ""),
                    new String(body, StandardCharsets.ISO_8859_1)));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The last one of these calls. */
    Push last(String call) {
        return pushes.stream()
                .filter(push -> push.call().equals(call))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError(call + " is not among "
                        + pushes.stream().map(Push::call).toList()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
