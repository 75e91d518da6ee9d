package io.domostream.loader.command;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Job parameters: the text a person gave becomes a typed value, or a mistake that names it. */
record Parameters(String prefix, Map<String, LoadBinding.Parameter> declared, LocalDate today) {
    private static final List<String> TYPES =
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
            if (!TYPES.contains(parameter.type())) {
                problems.add("%s.parameters.%s.type is %s: give one of %s"
                        .formatted(prefix, name, parameter.type(), String.join(", ", TYPES)));
                return;
            }
            String text = given.getOrDefault(name, parameter.otherwise());
            if (text == null) {
                problems.add("parameter %s is missing: give %s=VALUE, or a default in %s.parameters"
                        .formatted(name, name, prefix));
                return;
            }
            try {
                values.put(name, value(parameter.type(), text));
            } catch (IllegalArgumentException | DateTimeException e) {
                problems.add("parameter %s is %s: give a value of type %s".formatted(name, text, parameter.type()));
            }
        });
        return values;
    }

    private Object value(String type, String text) {
        return switch (type) {
            case "date" ->
                switch (text) {
                    case "today" -> today;
                    case "yesterday" -> today.minusDays(1);
                    default -> LocalDate.parse(text);
                };
            case "timestamp" -> LocalDateTime.parse(text.replace(' ', 'T'));
            case "long", "integer" -> Long.valueOf(text);
            case "decimal" -> new BigDecimal(text);
            case "boolean" -> Boolean.valueOf(text);
            default -> text;
        };
    }
}
