package io.domostream.loader.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/** Leads each call to who answers it, once its token is good, and tells refusals as Domo does. */
record Routes(Tokens tokens, StreamCalls streams, DataSetCalls dataSets) implements HttpHandler {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var call = new Call(exchange, JSON);
            try {
                route(call);
            } catch (Refusal refusal) {
                call.refuse(refusal);
            } catch (RuntimeException e) {
                call.refuse(new Refusal(500, "The simulator failed: " + e, e));
            }
        }
    }

    private void route(Call call) throws IOException {
        var path = call.path();
        var area = path.size() < 2 ? "" : path.get(0) + "/" + path.get(1);
        if (area.equals("oauth/token")) {
            tokens.issue(call);
            return;
        }
        tokens.require(call);
        switch (area) {
            case "v1/streams" -> streams.handle(call);
            case "v1/datasets" -> dataSets.handle(call);
            default -> throw Refusal.unknown("/" + String.join("/", path));
        }
    }
}
