package io.domostream.loader.command;

import io.domostream.loader.job.ExitCodes;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import java.util.jar.JarFile;
import org.postgresql.Driver;

/**
 * What the JVM looks at while an image's start cache is made, and nothing for users: a rehearsal, a run as far as its first
 * connection, and the classes that would come after it. Its argument says where {@code application.yaml} is.
 */
final class Training {
    private Training() {}

    public static void main(String[] args) throws IOException, URISyntaxException {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        require(ExitCodes.OK, "rehearse", "orders", "--json", args[0]);
        require(ExitCodes.DATABASE, "run", "orders", "--json", args[0]);
        for (Class<?> one : List.of(DomoStreamLoader.class, Driver.class)) {
            load(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toFile());
        }
        System.exit(ExitCodes.OK);
    }

    private static void require(int expected, String... args) {
        int code = DomoStreamLoader.commandLine(args[0]).execute(args);
        if (code != expected) {
            throw new IllegalStateException("%s ended with %d instead of %d".formatted(args[0], code, expected));
        }
    }

    private static void load(File jar) throws IOException {
        try (var file = new JarFile(jar)) {
            file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .forEach(Training::load);
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, Training.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // The driver has classes for libraries that are not here.
            System.err.println("without " + name);
        }
    }
}
