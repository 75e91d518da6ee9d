package io.domostream.loader.command;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.util.unit.DataSize;

/** What kind of value a setting takes, in words. */
final class Wanted {
    private static final Map<Class<?>, String> KINDS = Map.of(
            Duration.class, "a time, such as 10s, 5m or 6h",
            DataSize.class, "a size, such as 64MB",
            URI.class, "an address, such as https://api.domo.com",
            int.class, "a whole number",
            long.class, "a whole number",
            boolean.class, "true or false",
            List.class, "a list, such as [a, b]");

    private Wanted() {}

    static String of(Bindable<?> target) {
        var type = target.getType().toClass();
        if (type.isEnum()) {
            var words = Stream.of(type.getEnumConstants())
                    .map(Object::toString)
                    .map(w -> type.getSimpleName().equals("Method")
                                    || type.getSimpleName().equals("DomoType")
                            ? w
                            : w.toLowerCase(Locale.ROOT))
                    .toList();
            return words.stream().limit(words.size() - 1L).collect(Collectors.joining(", ")) + " or "
                    + words.get(words.size() - 1);
        }
        return KINDS.getOrDefault(type, "a value of the right kind");
    }
}
