package io.domostream.loader.simulator;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.domostream.loader.simulator.Call.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Domo's Stream API on this machine: starts the server, routes its calls, and cleans up on close. */
public final class DomoSimulator implements AutoCloseable {

    private final HttpServer server;
    private final Path folder;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final JsonMapper json = JsonMapper.builder().build();
    private final Tokens tokens;
    private final StreamCalls streams;
    private final DataSetCalls dataSets;

    private DomoSimulator(HttpServer server, Path folder, SimulatorOptions options, Assumed assumed, Clock clock) {
        this.server = server;
        this.folder = folder;
        this.tokens = new Tokens(options, clock, json);
        var state = new State(clock);
        var files = new PartFiles(folder, assumed);
        var commits = new Commits(state, files, options, assumed, scheduler);
        this.streams = new StreamCalls(state, assumed, new ExecutionCalls(state, files, commits, assumed));
        this.dataSets = new DataSetCalls(state, files);
    }

    public static DomoSimulator start(
            int port, Path dataFolder, SimulatorOptions options, Clock clock, List<Filter> filters) throws IOException {
        return start(port, dataFolder, options, Assumed.defaults(), clock, filters);
    }

    public static DomoSimulator start(
            int port, Path dataFolder, SimulatorOptions options, Assumed assumed, Clock clock, List<Filter> filters)
            throws IOException {
        // Without it each answer on a kept connection waits some 40 ms for the client's delayed ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        var server = HttpServer.create(address, 0);
        var folder = Files.createTempDirectory(Files.createDirectories(dataFolder), "domo-");
        var simulator = new DomoSimulator(server, folder, options, assumed, clock);
        server.setExecutor(simulator.workers);
        server.createContext("/", simulator::handle).getFilters().addAll(filters);
        server.start();
        return simulator;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        scheduler.shutdownNow();
        try {
            // A call cut off may still be writing its part into the folder.
            var unused =
                    workers.awaitTermination(5, TimeUnit.SECONDS) && scheduler.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var call = new Call(exchange, json);
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
