package io.domostream.loader.faults;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request whose answer is kept, so that it may be given whole, in part, or not at all. */
final class HeldExchange extends HttpExchange {
    private final HttpExchange real;
    private final InputStream body;
    private final Headers headers = new Headers();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private int status;

    HeldExchange(HttpExchange real, byte[] body) {
        this.real = real;
        this.body = new ByteArrayInputStream(body);
    }

    void giveAnswer() throws IOException {
        real.getResponseHeaders().putAll(headers);
        real.sendResponseHeaders(status, answer.size() == 0 ? -1 : answer.size());
        if (answer.size() > 0) {
            real.getResponseBody().write(answer.toByteArray());
        }
        real.close();
    }

    void giveHalf() throws IOException {
        real.getResponseHeaders().putAll(headers);
        real.sendResponseHeaders(status, Math.max(2, answer.size()));
        real.getResponseBody().write(answer.toByteArray(), 0, answer.size() / 2);
        real.getResponseBody().flush();
        real.close();
    }

    void replace(String text, String by) {
        var changed = answer().replace(text, by).getBytes(StandardCharsets.UTF_8);
        answer.reset();
        answer.writeBytes(changed);
    }

    String answer() {
        return answer.toString(StandardCharsets.UTF_8);
    }

    int status() {
        return status;
    }

    @Override
    public void sendResponseHeaders(int code, long length) {
        status = code;
    }

    @Override
    public InputStream getRequestBody() {
        return body;
    }

    @Override
    public OutputStream getResponseBody() {
        return answer;
    }

    @Override
    public Headers getResponseHeaders() {
        return headers;
    }

    @Override
    public void close() {}

    @Override
    public Headers getRequestHeaders() {
        return real.getRequestHeaders();
    }

    @Override
    public URI getRequestURI() {
        return real.getRequestURI();
    }

    @Override
    public String getRequestMethod() {
        return real.getRequestMethod();
    }

    @Override
    public HttpContext getHttpContext() {
        return real.getHttpContext();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return real.getRemoteAddress();
    }

    @Override
    public int getResponseCode() {
        return status;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return real.getLocalAddress();
    }

    @Override
    public String getProtocol() {
        return real.getProtocol();
    }

    @Override
    public Object getAttribute(String name) {
        return real.getAttribute(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        real.setAttribute(name, value);
    }

    @Override
    public void setStreams(InputStream in, OutputStream out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public HttpPrincipal getPrincipal() {
        return real.getPrincipal();
    }
}
