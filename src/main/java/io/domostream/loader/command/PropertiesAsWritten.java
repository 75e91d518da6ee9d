package io.domostream.loader.command;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/** Loads properties files as Spring Boot does, but names their settings as {@link YamlAsWritten} does. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PropertiesAsWritten extends PropertiesPropertySourceLoader {
    @Override
    public List<PropertySource<?>> load(String name, Resource resource) throws IOException {
        return load(name, resource, null);
    }

    @Override
    public List<PropertySource<?>> load(String name, Resource resource, @Nullable Charset encoding) throws IOException {
        var sources = new ArrayList<PropertySource<?>>();
        for (var source : super.load(name, resource, encoding)) {
            var settings = new LinkedHashMap<String, Object>();
            ((Map<?, ?>) source.getSource())
                    .forEach((key, value) -> settings.put(SettingName.below("", key.toString()), value));
            sources.add(
                    new OriginTrackedMapPropertySource(source.getName(), Collections.unmodifiableMap(settings), true));
        }
        return sources;
    }
}
