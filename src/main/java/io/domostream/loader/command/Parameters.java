package io.domostream.loader.command;

import io.domostream.loader.source.ListText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Job parameters: the text a person gave becomes a typed value, or a mistake that names it. */
record Parameters(String prefix, Map<String, LoadBinding.Parameter> declared, ZonedDateTime now) {
    /** How a mistake in one that a run is given begins. */
    static final String ONE = "parameter ";

    static final String LIST = "list";
    private static final List<String> ELEMENTS =
            List.of("date", "timestamp", "long", "integer", "decimal", "boolean", "text", "string");

    Map<String, Object> values(Map<String, String> given, Collection<String> problems) {
        var values = new TreeMap<String, Object>();
        for (String name : given.keySet()) {
            if (!declared.containsKey(name)) {
                problems.add("parameter %s is %s: %s.parameters declares only %s"
                        .formatted(name, given.get(name), prefix, declared.keySet()));
            }
        }
        declared.forEach((name, parameter) -> {
            boolean list = parameter.type().equals(LIST);
            if (!list && !ELEMENTS.contains(parameter.type())) {
                problems.add("%s.parameters.%s.type is %s: give one of %s, %s"
                        .formatted(prefix, name, parameter.type(), String.join(", ", ELEMENTS), LIST));
                return;
            }
            if (!ELEMENTS.contains(parameter.of())) {
                problems.add("%s.parameters.%s.of is %s: give one of %s"
                        .formatted(prefix, name, parameter.of(), String.join(", ", ELEMENTS)));
                return;
            }
            String text = given.getOrDefault(name, parameter.otherwise());
            if (text == null) {
                problems.add("parameter %s is missing: give %s=VALUE, or a default in %s.parameters"
                        .formatted(name, name, prefix));
                return;
            }
            try {
                values.put(name, list ? list(parameter.of(), text) : value(parameter.type(), text));
            } catch (IllegalArgumentException | DateTimeException e) {
                problems.add("parameter %s is %s: give a value of type %s"
                        .formatted(
                                name,
                                text,
                                list
                                        ? "list: one or more of type %s with commas between them"
                                                .formatted(parameter.of())
                                        : parameter.type()));
            }
        });
        return values;
    }

    private List<Object> list(String type, String text) {
        var elements = ListText.elements(text);
        if (elements.isEmpty()) {
            throw new IllegalArgumentException("no element");
        }
        return elements.stream().map(element -> value(type, element)).toList();
    }

    private Object value(String type, String text) {
        return switch (type) {
            case "date" -> date(text);
            case "timestamp" -> timestamp(text);
            case "long", "integer" -> Long.valueOf(text);
            case "decimal" -> new BigDecimal(text);
            case "boolean" -> bool(text);
            default -> text;
        };
    }

    private LocalDate date(String text) {
        return switch (text) {
            case "today", "now" -> now.toLocalDate();
            case "yesterday" -> now.toLocalDate().minusDays(1);
            default -> LocalDate.parse(text);
        };
    }

    private LocalDateTime timestamp(String text) {
        return switch (text) {
            case "now" -> now.toLocalDateTime().truncatedTo(ChronoUnit.SECONDS);
            case "today", "yesterday" -> date(text).atStartOfDay();
            default ->
                text.length() == LocalDate.EPOCH.toString().length()
                        ? LocalDate.parse(text).atStartOfDay()
                        : LocalDateTime.parse(text.replace(' ', 'T'));
        };
    }

    private static Boolean bool(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return Boolean.valueOf(text);
    }
}
