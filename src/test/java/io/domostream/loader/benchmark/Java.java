package io.domostream.loader.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines that start a JVM like this one, each contender with the same heap. */
final class Java {
    private static final String HEAP = "-Xmx256m";

    /** As the image starts the loader. */
    private static final List<String> QUICK = List.of(HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private Java() {}

    /** With the class path in the environment a command can still be read when it is shown. */
    static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder;
    }

    static List<String> main(Class<?> type, String... arguments) {
        return main(List.of(HEAP), type, arguments);
    }

    static List<String> quick(Class<?> type, String... arguments) {
        return main(QUICK, type, arguments);
    }

    static List<String> main(List<String> options, Class<?> type, String... arguments) {
        var program = new ArrayList<>(options);
        program.add(type.getName());
        return command(program, arguments);
    }

    static List<String> jar(List<String> options, Path jar, String... arguments) {
        var program = new ArrayList<>(QUICK);
        program.addAll(options);
        program.addAll(List.of("-jar", jar.toString()));
        return command(program, arguments);
    }

    private static List<String> command(List<String> program, String... arguments) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(program);
        command.addAll(List.of(arguments));
        return command;
    }
}
