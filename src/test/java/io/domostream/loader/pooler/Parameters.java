package io.domostream.loader.pooler;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The last known values of one side's parameters, by their names in any case. */
final class Parameters {
    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Those that PgBouncer keeps for each client. */
    static Set<String> tracked() {
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(
                Set.of("client_encoding", "DateStyle", "TimeZone", "standard_conforming_strings", "application_name"));
        return names;
    }

    synchronized void put(String name, String value) {
        values.put(name, value);
    }

    synchronized void putAll(Map<String, String> others) {
        values.putAll(others);
    }

    synchronized Map<String, String> toMap() {
        return new TreeMap<>(values);
    }

    /** The SET statements that give a server session these values; empty when it has them. */
    String toSql(Parameters server) {
        var current = server.toTracked();
        return toTracked().entrySet().stream()
                .filter(wanted -> !Objects.equals(wanted.getValue(), current.get(wanted.getKey())))
                .map(wanted -> "SET %s = '%s'"
                        .formatted(wanted.getKey(), wanted.getValue().replace("'", "''")))
                .collect(Collectors.joining("; "));
    }

    Map<String, String> toTracked() {
        var tracked = toMap();
        tracked.keySet().retainAll(tracked());
        return tracked;
    }
}
