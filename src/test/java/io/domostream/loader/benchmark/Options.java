package io.domostream.loader.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is measured, how often, and where the outcome goes: the system properties {@code benchmark.*}. */
record Options(double scale, int rounds, Set<String> only, List<Integer> workers, Path jar, Path output) {

    static Options given() {
        return new Options(
                Double.parseDouble(System.getProperty("benchmark.scale", "0.5")),
                Integer.parseInt(System.getProperty("benchmark.rounds", "5")),
                Arrays.stream(System.getProperty("benchmark.only", "").split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()),
                numbers("benchmark.workers"),
                Path.of(System.getProperty("loader.jar", "target/domo-stream-loader.jar"))
                        .toAbsolutePath(),
                Path.of(System.getProperty("benchmark.output", "target/benchmark"))
                        .toAbsolutePath());
    }

    private static List<Integer> numbers(String property) {
        return Arrays.stream(System.getProperty(property, "").split(",", -1))
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    /** How many workers each run has, one after the other, where nothing else was asked for. */
    List<Integer> workers(Integer... otherwise) {
        return workers.isEmpty() ? List.of(otherwise) : workers;
    }

    boolean wants(String contender) {
        // At its default scale one run of it takes longer than all the others together.
        return only.isEmpty() ? !contender.equals(Contenders.PLAIN) : only.contains(contender);
    }
}
