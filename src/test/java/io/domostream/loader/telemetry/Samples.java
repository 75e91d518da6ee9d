package io.domostream.loader.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Metrics in Prometheus' text format, read as Prometheus does. */
public record Samples(List<Sample> all, Map<String, String> types, Map<String, String> helps) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"([^\"]*)\"(?:,|$)");

    /** One value of one series. */
    public record Sample(String name, Map<String, String> labels, double value) {}

    public static Samples of(String text) {
        var all = new ArrayList<Sample>();
        var types = new TreeMap<String, String>();
        var helps = new TreeMap<String, String>();
        for (var line : text.lines().toList()) {
            if (line.startsWith("# ")) {
                var words = line.split(" ", 4);
                (words[1].equals("TYPE") ? types : helps).put(words[2], words[3]);
            } else {
                all.add(sample(line));
            }
        }
        return new Samples(all, types, helps);
    }

    private static Sample sample(String line) {
        var found = LINE.matcher(line);
        if (!found.matches()) {
            throw new IllegalArgumentException("no sample: " + line);
        }
        var labels = new TreeMap<String, String>();
        if (found.group(2) != null) {
            var label = LABEL.matcher(found.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return new Sample(found.group(1), labels, Double.parseDouble(found.group(3)));
    }

    /** Of the series of this name with these labels, as name, value, name, value …; exactly one is there. */
    public double value(String name, String... labels) {
        var wanted = new TreeMap<String, String>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        var found = all.stream()
                .filter(s -> s.name().equals(name) && s.labels().entrySet().containsAll(wanted.entrySet()))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("%d series %s%s in %s".formatted(found.size(), name, wanted, names()));
        }
        return found.get(0).value();
    }

    public Set<String> names() {
        return all.stream().map(Sample::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The labels of all series of a name. */
    public Set<String> labels(String name) {
        return all.stream()
                .filter(s -> s.name().equals(name))
                .flatMap(s -> s.labels().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
