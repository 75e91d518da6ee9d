package io.domostream.loader.simulator;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpServer;
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

/** Domo's Stream API on this machine: starts the server, and cleans up on close. */
public final class DomoSimulator implements AutoCloseable {

    private final HttpServer server;
    private final Path folder;
    private final State state;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    private DomoSimulator(HttpServer server, Path folder, State state) {
        this.server = server;
        this.folder = folder;
        this.state = state;
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
        var simulator = new DomoSimulator(
                server, folder, new State(clock, options.commits().rowsLag()));
        server.setExecutor(simulator.workers);
        server.createContext("/", simulator.routes(options, assumed, clock))
                .getFilters()
                .addAll(filters);
        server.start();
        return simulator;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The files that hold a DataSet's rows as CSV without a header; they stay until other rows come. */
    public List<Path> files(String dataSet) {
        synchronized (state) {
            return state.dataSet(dataSet).parts.stream().map(Part::file).toList();
        }
    }

    private Routes routes(SimulatorOptions options, Assumed assumed, Clock clock) {
        var files = new PartFiles(folder);
        var commits = new Commits(state, files, options.commits(), assumed, scheduler);
        var parts = new PartCalls(state, files, new PartIntake(files, assumed), assumed);
        var executions = new ExecutionCalls(state, parts, commits, new Aborts(state, files, assumed), assumed);
        return new Routes(
                new Tokens(options, assumed, clock),
                new StreamCalls(state, assumed, executions),
                new DataSetCalls(state, files));
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
}
