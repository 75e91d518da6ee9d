package io.domostream.loader.command;

import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The names below {@code loads}, and what is wrong with them as a whole. */
record LoadNames(ConfigurableEnvironment environment) {

    Set<String> all() {
        var names = new TreeMap<String, String>();
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource named) {
                // A variable can't hold a dash, so LOADS_DAYEND_TABLE may be about the load day-end, and
                // LOADS_DAY_END_TABLE
                // is about none.
                boolean variable = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
                named.stream()
                        .filter(n -> n.getNumberOfElements() > 1
                                && n.getElement(0, Form.UNIFORM).equals("loads"))
                        .filter(n -> !variable || isWhole(n.getElement(1, Form.ORIGINAL)))
                        .forEach(n -> names.merge(
                                n.getElement(1, Form.UNIFORM),
                                n.getElement(1, Form.ORIGINAL),
                                (there, found) -> variable ? there : found));
            }
        }
        return new TreeSet<>(names.values());
    }

    private boolean isWhole(String load) {
        var binder = Binder.get(environment);
        return Stream.of("table", "query")
                .anyMatch(rows ->
                        binder.bind("loads." + load + "." + rows, String.class).isBound());
    }

    static void check(Set<String> names, Binding binding) {
        names.stream()
                .filter(name -> !right(name))
                .forEach(name -> binding.problem(
                        "loads.%s is a name with other characters: use a-z, 0-9 and -".formatted(name)));
        twoLoadsOneDataSet(names, binding);
    }

    static boolean right(String load) {
        return load.matches("[a-z0-9-]+");
    }

    private static void twoLoadsOneDataSet(Set<String> names, Binding binding) {
        var seen = new HashMap<String, String>();
        for (String name : names) {
            for (String by : List.of("name", "id")) {
                String setting = "loads.%s.dataset.%s".formatted(name, by);
                String dataSet = right(name) ? binding.text(setting) : null;
                String other = dataSet == null ? null : seen.putIfAbsent(by + dataSet, name);
                if (other != null) {
                    binding.problem("%s is %s: load %s has it too, give each load a DataSet of its own"
                            .formatted(setting, dataSet, other));
                }
            }
        }
    }
}
