package io.domostream.loader.benchmark;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** A Domo that answers at once and throws the rows away: a process of its own, so that its cycles are not the loader's. */
final class Sink {
    private Sink() {}

    /** Prints its port, and ends when its standard input does, so that it never outlives who started it. */
    public static void main(String[] args) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", new SinkCalls());
        server.start();
        System.out.println(server.getAddress().getPort());
        System.in.transferTo(System.err);
        server.stop(0);
        threads.shutdownNow();
    }
}
