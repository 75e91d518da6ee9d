package io.domostream.loader.command;

import io.domostream.loader.source.ListText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Reads the defaults of a load's parameters that are written as lists, and finds those of parameters that are none. */
record ListDefaults(Binding binding, String prefix, Map<String, List<String>> lists) {
    private static final LoadBinding.Parameter WITHOUT_MISTAKE = new LoadBinding.Parameter("text", "text", "");

    static ListDefaults read(Binding binding, String prefix) {
        var setting = prefix + ".parameters";
        var lists = new HashMap<String, List<String>>();
        for (String name : binding.keys(setting)) {
            var elements = binding.elements(ConfigurationPropertyName.of(setting)
                    .append("[" + name + "]")
                    .append("default"));
            if (elements != null) {
                lists.put(name, elements);
            }
        }
        return new ListDefaults(binding, prefix, lists);
    }

    /** The parameters, with each list as the text that gives the same elements. */
    Map<String, LoadBinding.Parameter> in(Map<String, LoadBinding.Parameter> declared) {
        var complete = new TreeMap<>(declared);
        lists.forEach((name, elements) -> {
            var parameter = declared.get(name);
            if (parameter != null && parameter.type().equals(Parameters.LIST)) {
                complete.put(name, new LoadBinding.Parameter(parameter.type(), parameter.of(), ListText.of(elements)));
            } else {
                binding.problem("%s.parameters.%s.default is %s: give a single value, or make the type %s"
                        .formatted(prefix, name, elements, Parameters.LIST));
                complete.put(name, WITHOUT_MISTAKE);
            }
        });
        return complete;
    }
}
