package io.domostream.loader.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Where the outcome goes: standard output and two files. */
record Outcome(Path folder, String name) {

    void write(List<String> lines, Map<String, ?> json) throws IOException {
        Files.createDirectories(folder);
        lines.forEach(System.out::println);
        Files.write(folder.resolve(name + ".txt"), lines);
        var writer = JsonMapper.shared().writerWithDefaultPrettyPrinter();
        Files.write(folder.resolve(name + ".json"), writer.writeValueAsBytes(json));
    }

    /** What the figures hang on. */
    static Map<String, Object> conditions(Options options, String postgres) {
        var json = new LinkedHashMap<String, Object>();
        json.put("scale", options.scale());
        json.put("rounds", options.rounds());
        json.put("processors", Runtime.getRuntime().availableProcessors());
        json.put("java", Runtime.version().toString());
        json.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        json.put("postgres", postgres);
        return json;
    }
}
