package io.domostream.loader.kubernetes;

import io.domostream.loader.command.KnownSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** The names of all settings: the program's own, and those that Spring Boot describes. */
final class SettingNames {
    private static final Set<String> ALL = all();

    private SettingNames() {}

    static boolean are(String name) {
        return ALL.contains(name);
    }

    /** Whether Spring Boot reads some setting from an environment variable of this name. */
    static boolean areOfVariable(String name) {
        return ALL.stream()
                .anyMatch(setting -> variable(setting, "").equals(name)
                        || variable(setting, "_").equals(name));
    }

    /** Spring Boot takes both: dashes left out, and as underscores. */
    private static String variable(String setting, String dash) {
        return setting.replace(".", "_").replace("-", dash).toUpperCase(Locale.ROOT);
    }

    private static Set<String> all() {
        var names = new HashSet<>(KnownSettings.all().keySet());
        try {
            var files = SettingNames.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json");
            for (var file : Collections.list(files)) {
                try (var text = file.openStream()) {
                    JsonMapper.shared()
                            .readTree(text)
                            .get("properties")
                            .forEach(property -> names.add(property.get("name").asString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
