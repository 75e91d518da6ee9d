package io.domostream.loader.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/** Settings that nothing asks for are most likely misspelt. */
record UnknownSettings(ConfigurableEnvironment environment, Set<ConfigurationPropertyName> asked) {

    List<ConfigurationPropertyName> names(String load) {
        var roots = Stream.of("domo", "source", "metrics", "management", "loads." + load)
                .map(ConfigurationPropertyName::of)
                .toList();
        var unknown = new ArrayList<ConfigurationPropertyName>();
        for (var source : ConfigurationPropertySources.get(environment)) {
            // Only files: in the environment other programs have settings too.
            if (source.getUnderlyingSource() instanceof OriginTrackedMapPropertySource
                    && source instanceof IterableConfigurationPropertySource named) {
                named.stream()
                        .filter(name -> roots.stream().anyMatch(root -> root.isAncestorOf(name)))
                        .filter(name -> !asked.contains(name))
                        .forEach(unknown::add);
            }
        }
        return unknown;
    }
}
