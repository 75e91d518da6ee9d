package io.domostream.loader.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin.Location;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.UnicodeReader;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads the settings of a YAML file, each value the text that is written, whatever type YAML gives it. */
final class YamlDocuments extends SafeConstructor {
    private static final Set<Tag> UNTYPED = Set.of(Tag.STR, Tag.MAP, Tag.SEQ);
    private final Resource resource;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlDocuments(Resource resource, LoaderOptions options) {
        super(options);
        this.resource = resource;
    }

    /** The settings of each document, by their names. */
    static List<Map<String, Object>> read(Resource resource) throws IOException {
        var options = options();
        var reading = new YamlDocuments(resource, options);
        var dump = new DumperOptions();
        var yaml = new Yaml(reading, new Representer(dump), dump, options, new Untyped());
        var documents = new ArrayList<Map<String, Object>>();
        try (var text = new UnicodeReader(resource.getInputStream())) {
            for (var document : yaml.composeAll(text)) {
                if (!isEmpty(document)) {
                    var settings = new LinkedHashMap<String, Object>();
                    reading.add(document instanceof MappingNode ? "" : "document", document, null, settings);
                    documents.add(settings);
                }
            }
        }
        return documents;
    }

    // The parser's limits guard against untrusted files; Spring Boot lifts them for settings too.
    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        options.setCodePointLimit(Integer.MAX_VALUE);
        return options;
    }

    private static boolean isEmpty(Node document) {
        return document instanceof ScalarNode text && text.getValue().isEmpty();
    }

    /** Adds a node's settings; {@code above} is the null key that the node belongs to, if any. */
    private void add(String name, Node node, @Nullable UnquotedNull above, Map<String, Object> settings) {
        requireUntyped(node);
        if (!open.add(node)) {
            throw new UnusableYaml("an alias that contains itself", node, "write the settings out");
        }
        if (node instanceof MappingNode map) {
            addMap(name, map, above, settings);
        } else if (node instanceof SequenceNode list && !list.getValue().isEmpty()) {
            for (int i = 0; i < list.getValue().size(); i++) {
                add(name + "[" + i + "]", list.getValue().get(i), above, settings);
            }
        } else {
            var text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
            boolean isNull = isWithoutValue(node) && !text.isEmpty();
            var origin = above == null && isNull ? new UnquotedNull(resource, location(node), name, text) : above;
            put(name, isNull && !SettingName.isOwn(name) ? "" : text, node, origin, settings);
        }
        open.remove(node);
    }

    private void addMap(String name, MappingNode map, @Nullable UnquotedNull above, Map<String, Object> settings) {
        processDuplicateKeys(map);
        // Replaces << by the entries it merges.
        flattenMapping(map);
        if (map.getValue().isEmpty() && !name.isEmpty()) {
            put(name, "", map, above, settings);
        }
        for (var entry : map.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)
                    || key.getValue().isEmpty()) {
                throw new UnusableYaml("a key that is no text", entry.getKeyNode(), "write a name before the colon");
            }
            requireUntyped(key);
            var isNull = isWithoutValue(key) ? new UnquotedNull(resource, location(key), name, key.getValue()) : above;
            add(SettingName.below(name, key.getValue()), entry.getValueNode(), isNull, settings);
        }
    }

    private void put(String name, String text, Node node, @Nullable UnquotedNull isNull, Map<String, Object> settings) {
        var origin = isNull == null ? new TextResourceOrigin(resource, location(node)) : isNull;
        if (settings.put(name, OriginTrackedValue.of(text, origin)) != null && SettingName.isOwn(name)) {
            throw new UnusableYaml("a second value of " + name, node, "write each setting once");
        }
    }

    private static void requireUntyped(Node node) {
        if (!UNTYPED.contains(node.getTag()) && !isWithoutValue(node)) {
            throw new UnusableYaml(
                    "the tag " + node.getTag().getValue(),
                    node,
                    "remove the tag: each setting is read as the text that is written");
        }
    }

    private static Location location(Node node) {
        return new Location(node.getStartMark().getLine(), node.getStartMark().getColumn());
    }

    private static boolean isWithoutValue(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getTag().equals(Tag.NULL)
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && (scalar.getValue().isEmpty()
                        || Resolver.NULL.matcher(scalar.getValue()).matches());
    }

    /** Resolves null and the merge key; every other plain value stays text. */
    private static final class Untyped extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }
}
