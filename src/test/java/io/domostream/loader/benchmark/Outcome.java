package io.domostream.loader.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Where the outcome goes: standard output and two files, both with what the figures hang on. */
record Outcome(Options options, String name, String source) {

    void write(List<String> lines, Map<String, ? extends @Nullable Object> json) throws IOException {
        var conditions = conditions();
        var text = new ArrayList<>(List.of(conditions.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "))));
        text.addAll(lines);
        text.forEach(System.out::println);
        Files.createDirectories(options.output());
        Files.write(options.output().resolve(name + ".txt"), text);
        var whole = new LinkedHashMap<String, @Nullable Object>(conditions);
        whole.putAll(json);
        var writer = JsonMapper.shared().writerWithDefaultPrettyPrinter();
        Files.write(options.output().resolve(name + ".json"), writer.writeValueAsBytes(whole));
    }

    private Map<String, Object> conditions() {
        var conditions = new LinkedHashMap<String, Object>();
        conditions.put("scale", options.scale());
        conditions.put("rounds", options.rounds());
        conditions.put("processors", Runtime.getRuntime().availableProcessors());
        conditions.put("java", Runtime.version().toString());
        conditions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        conditions.put("source", source);
        return conditions;
    }
}
