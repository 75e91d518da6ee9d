package io.domostream.loader.databases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;

/** Real MySQL 8, for Linux on x86-64. */
public final class MySqlServer {
    private MySqlServer() {}

    /** One for all tests of a JVM, started when it is first asked for. */
    public static DatabaseServer shared() {
        return Shared.SERVER;
    }

    /** One of a test's own, with its own variables, as {@code sql_mode=ANSI}. */
    public static DatabaseServer start(String... variables) {
        return new DatabaseServer(Unpacked.PROGRAM, "mysql", variables);
    }

    private static final class Shared {
        static final DatabaseServer SERVER = start();
    }

    private static final class Unpacked {
        static final ServerProgram PROGRAM = unpack();

        private static ServerProgram unpack() {
            try (var archive = MySqlServer.class.getResourceAsStream("/mysql-Linux-amd64.tar.gz")) {
                var program = new ServerProgram(
                        "mysqld", List.of("--mysqlx=0", "--default-authentication-plugin=mysql_native_password"));
                var home = program.home();
                ServerProgram.run(
                        List.of("tar", "xzf", "-", "-C", home.toString(), "bin", "lib", "share"),
                        Objects.requireNonNull(archive));
                // It asks for a library that many systems lack, and calls none of it without native AIO: any does.
                Files.copy(home.resolve("lib/libssl.so.1.0.0"), home.resolve("bin/libaio.so.1"));
                program.initialise("--initialize-insecure", InputStream.nullInputStream());
                return program;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
