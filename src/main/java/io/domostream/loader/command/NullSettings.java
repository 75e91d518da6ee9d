package io.domostream.loader.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/** Finds settings that a YAML file has as {@code ~} or null, without quotes. */
record NullSettings(ConfigurableEnvironment environment) {

    /** Their names below these of {@link SettingName#ROOTS}, with what is written. */
    Map<String, String> below(Set<String> roots) {
        var found = new LinkedHashMap<String, String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof OriginTrackedMapPropertySource file) {
                for (var name : file.getPropertyNames()) {
                    if (roots.contains(SettingName.root(name)) && file.getOrigin(name) instanceof UnquotedNull origin) {
                        found.put(origin.setting(), origin.written());
                    }
                }
            }
        }
        return found;
    }
}
