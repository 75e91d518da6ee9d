package io.domostream.loader.telemetry;

import io.domostream.loader.telemetry.Samples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of PromQL that our alerts and panels are written in, evaluated at one moment: selectors, {@code time()}, the functions
 * over a range (of series that were always as they are), aggregations, arithmetic, comparisons, {@code and}, {@code unless}.
 * Anything else is an error. Operators bind as in PromQL.
 */
public final class PromQl {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(\"[^\"]*\"|\\[[0-9]+[smhd]]|\\d+(?:\\.\\d+)?|[a-zA-Z_:][a-zA-Z0-9_:]*|==|!=|>=|<=|=~|[-+*/<>=(){},])");
    private static final Map<String, DoubleBinaryOperator> ARITHMETIC =
            Map.of("+", (a, b) -> a + b, "-", (a, b) -> a - b, "*", (a, b) -> a * b, "/", (a, b) -> a / b);
    private static final List<List<String>> WEAKEST_FIRST = List.of(
            List.of("and", "unless"), List.of("==", "!=", ">", "<", ">=", "<="), List.of("+", "-"), List.of("*", "/"));
    private static final Set<String> OVER_RANGE = Set.of("last_over_time", "max_over_time");
    private static final Set<String> AGGREGATIONS = Set.of("max", "min", "sum");

    private final Samples samples;
    private final double now;
    private final List<String> tokens = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();
    private int next;

    private PromQl(String expression, Samples samples, double now) {
        this.samples = samples;
        this.now = now;
        var token = TOKEN.matcher(expression);
        int end = 0;
        while (token.lookingAt()) {
            tokens.add(token.group(1));
            end = token.end();
            token.region(end, expression.length());
        }
        if (!expression.substring(end).isBlank()) {
            throw new IllegalArgumentException("not understood: " + expression.substring(end));
        }
    }

    /** A number without labels, or series. */
    record Value(@Nullable Double scalar, List<Sample> series) {}

    /** The series that the expression gives; an alert with it fires where there is one. {@code now} in seconds. */
    public static List<Sample> of(String expression, Samples samples, double now) {
        return new PromQl(expression, samples, now).whole().series();
    }

    /** The names of the metrics that the expression asks for. */
    public static Set<String> metrics(String expression) {
        var query = new PromQl(expression, new Samples(List.of(), Map.of(), Map.of()), 0);
        var unused = query.whole();
        return query.asked;
    }

    private Value whole() {
        var value = binary(0);
        if (next < tokens.size()) {
            throw new IllegalArgumentException("left over: " + tokens.subList(next, tokens.size()));
        }
        return value;
    }

    private Value binary(int level) {
        if (level == WEAKEST_FIRST.size()) {
            return unary();
        }
        var left = binary(level + 1);
        while (next < tokens.size() && WEAKEST_FIRST.get(level).contains(tokens.get(next))) {
            var operator = tokens.get(next++);
            left = apply(operator, left, binary(level + 1));
        }
        return left;
    }

    private Value unary() {
        var token = take();
        if (token.equals("(")) {
            var inner = binary(0);
            expect(")");
            return inner;
        }
        if (Character.isDigit(token.charAt(0))) {
            return new Value(Double.valueOf(token), List.of());
        }
        if (token.equals("time")) {
            expect("(");
            expect(")");
            return new Value(now, List.of());
        }
        if (OVER_RANGE.contains(token)) {
            expect("(");
            var range = selector(take());
            if (!take().startsWith("[")) {
                throw new IllegalArgumentException(token + " without a range");
            }
            expect(")");
            return new Value(null, range.series().stream().map(PromQl::unnamed).toList());
        }
        return AGGREGATIONS.contains(token) ? aggregation(token) : selector(token);
    }

    private Value aggregation(String how) {
        expect("by");
        expect("(");
        var by = new TreeSet<String>();
        for (var token = take(); !token.equals(")"); token = take()) {
            if (!token.equals(",")) {
                by.add(token);
            }
        }
        expect("(");
        var groups = binary(0).series().stream().collect(Collectors.groupingBy(s -> {
            var labels = new TreeMap<>(s.labels());
            labels.keySet().retainAll(by);
            return labels;
        }));
        expect(")");
        return new Value(
                null,
                groups.entrySet().stream()
                        .map(group -> {
                            var values = group.getValue().stream().mapToDouble(Sample::value);
                            return new Sample(
                                    "",
                                    group.getKey(),
                                    switch (how) {
                                        case "max" -> values.max().orElseThrow();
                                        case "min" -> values.min().orElseThrow();
                                        default -> values.sum();
                                    });
                        })
                        .toList());
    }

    private Value selector(String name) {
        if (!name.matches("[a-z_]+")) {
            throw new IllegalArgumentException("no metric: " + name);
        }
        asked.add(name);
        Predicate<Sample> wanted = s -> s.name().equals(name);
        if (next < tokens.size() && tokens.get(next).equals("{")) {
            next++;
            for (var label = take(); !label.equals("}"); label = take()) {
                if (!label.equals(",")) {
                    wanted = wanted.and(matcher(label, take(), take().replace("\"", "")));
                }
            }
        }
        return new Value(null, samples.all().stream().filter(wanted).toList());
    }

    private static Predicate<Sample> matcher(String label, String how, String value) {
        return switch (how) {
            case "=" -> s -> s.labels().getOrDefault(label, "").equals(value);
            case "!=" -> s -> !s.labels().getOrDefault(label, "").equals(value);
            case "=~" -> s -> s.labels().getOrDefault(label, "").matches(value);
            default -> throw new IllegalArgumentException("no matcher: " + how);
        };
    }

    private static Value apply(String operator, Value left, Value right) {
        if (operator.equals("and") || operator.equals("unless")) {
            var there = right.series().stream().map(Sample::labels).collect(Collectors.toSet());
            return new Value(
                    null,
                    left.series().stream()
                            .filter(s -> there.contains(s.labels()) == operator.equals("and"))
                            .toList());
        }
        var arithmetic = ARITHMETIC.get(operator);
        if (left.scalar() != null && right.scalar() != null) {
            if (arithmetic == null) {
                throw new IllegalArgumentException("two numbers are compared by " + operator);
            }
            return new Value(arithmetic.applyAsDouble(left.scalar(), right.scalar()), List.of());
        }
        var found = new ArrayList<Sample>();
        for (var l : left.scalar() == null ? left.series() : List.of(new Sample("", Map.of(), left.scalar()))) {
            for (var r : right.scalar() == null ? right.series() : List.of(new Sample("", Map.of(), right.scalar()))) {
                if (left.scalar() != null
                        || right.scalar() != null
                        || l.labels().equals(r.labels())) {
                    var from = left.scalar() == null ? l : r;
                    if (arithmetic != null) {
                        found.add(new Sample("", from.labels(), arithmetic.applyAsDouble(l.value(), r.value())));
                    } else if (holds(operator, l.value(), r.value())) {
                        found.add(from);
                    }
                }
            }
        }
        return new Value(null, found);
    }

    private static boolean holds(String comparison, double left, double right) {
        return switch (comparison) {
            case "==" -> left == right;
            case "!=" -> left != right;
            case ">" -> left > right;
            case "<" -> left < right;
            case ">=" -> left >= right;
            default -> left <= right;
        };
    }

    private static Sample unnamed(Sample sample) {
        return new Sample("", sample.labels(), sample.value());
    }

    private String take() {
        if (next == tokens.size()) {
            throw new IllegalArgumentException("it ends too early: " + tokens);
        }
        return tokens.get(next++);
    }

    private void expect(String token) {
        var found = take();
        if (!found.equals(token)) {
            throw new IllegalArgumentException("%s where %s belongs: %s".formatted(found, token, tokens));
        }
    }
}
