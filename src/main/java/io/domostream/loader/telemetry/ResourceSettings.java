package io.domostream.loader.telemetry;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What is said of the sender with all that goes out by OTLP: {@code management.opentelemetry.resource-attributes}. */
public record ResourceSettings(@DefaultValue Map<String, String> resourceAttributes) {

    /** With a name where none is given. */
    Map<String, String> named() {
        var named = new TreeMap<>(resourceAttributes);
        named.putIfAbsent("service.name", "domo-stream-loader");
        return named;
    }
}
