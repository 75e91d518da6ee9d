package io.domostream.loader.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/** Loads YAML files in place of Spring Boot's loader, whose parser turns {@code NO} into false and 01234 into 668. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class YamlAsWritten implements PropertySourceLoader {
    @Override
    public String[] getFileExtensions() {
        return new String[] {"yml", "yaml"};
    }

    @Override
    public List<PropertySource<?>> load(String name, Resource resource) throws IOException {
        var documents = YamlDocuments.read(resource);
        var sources = new ArrayList<PropertySource<?>>();
        for (var document : documents) {
            var number = documents.size() == 1 ? "" : " (document #" + sources.size() + ")";
            sources.add(new OriginTrackedMapPropertySource(name + number, Collections.unmodifiableMap(document), true));
        }
        return sources;
    }
}
