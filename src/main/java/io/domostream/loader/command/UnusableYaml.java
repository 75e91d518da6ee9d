package io.domostream.loader.command;

import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Valid YAML that cannot be read as settings. */
final class UnusableYaml extends MarkedYAMLException {
    private final String cure;

    UnusableYaml(String problem, Node where, String cure) {
        super(null, null, problem, where.getStartMark());
        this.cure = cure;
    }

    String cure() {
        return cure;
    }
}
