package io.domostream.loader.simulator;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which streams a search finds, and in which order a list shows them. */
final class StreamSearch {

    private StreamSearch() {}

    static boolean matches(DomoStream stream, String q) {
        if (q.isBlank()) {
            return true;
        }
        var parts = q.split(":", 2);
        var value = parts.length > 1 ? parts[1].strip() : "";
        return switch (parts[0].strip()) {
            case "dataSource.id" -> stream.dataSet.id.equals(value);
            case "dataSource.name" -> like(value).matcher(stream.dataSet.name).matches();
            case "dataSource.owner.id" -> value.equals("27");
            default -> throw new Refusal(400, "q takes dataSource.id, dataSource.name or dataSource.owner.id");
        };
    }

    private static Pattern like(String wildcards) {
        var pattern = Stream.of(wildcards.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    static Comparator<DomoStream> order(String sort) {
        Comparator<DomoStream> order = switch (sort.replaceFirst("^-", "").toLowerCase(Locale.ROOT)) {
            case "name", "dataset" -> Comparator.comparing(stream -> stream.dataSet.name);
            case "updatemethod" -> Comparator.comparing(stream -> stream.updateMethod);
            case "createdat" -> Comparator.comparing(stream -> stream.createdAt);
            case "modifiedat" -> Comparator.comparing(stream -> stream.modifiedAt);
            default -> Comparator.comparing(stream -> stream.id);
        };
        return sort.startsWith("-") ? order.reversed() : order;
    }
}
