package io.domostream.loader.pooler;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Where the server sessions are opened, and as whom. */
record ServerAddress(String host, int port, String database, String user) {
    static ServerAddress parse(String url, String user) {
        var parts = Driver.parseURL(url, new Properties());
        if (parts == null) {
            throw new IllegalArgumentException("not the URL of a PostgreSQL database: " + url);
        }
        return new ServerAddress(
                parts.getProperty(PGProperty.PG_HOST.getName()),
                Integer.parseInt(parts.getProperty(PGProperty.PG_PORT.getName())),
                parts.getProperty(PGProperty.PG_DBNAME.getName()),
                user);
    }

    Socket connect() throws IOException {
        var socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        return socket;
    }
}
