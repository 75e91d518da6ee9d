package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.domo.DomoSettings;
import io.domostream.loader.job.CommitSettings;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/** All settings, checked before anything is opened, and all their mistakes told at once. */
final class LoaderSettings {
    private final ConfigurableEnvironment environment;

    LoaderSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** The load with its parameters resolved, and all that it needs; every mistake in any setting is told. */
    Settings load(String name, Map<String, String> given, Clock clock) {
        var binding = new Binding(environment);
        var names = loadNames();
        names.stream()
                .filter(other -> !wellNamed(other))
                .forEach(other -> binding.problem(
                        "loads.%s is a name with other characters: use a-z, 0-9 and -".formatted(other)));
        var domo = binding.check("domo", DomoBinding.class);
        var waits = binding.check("domo", CommitSettings.class);
        checkRepository(binding);
        var today = LocalDate.now(clock.withZone(zone(binding)));
        if (!names.contains(name)) {
            binding.problem("load %s is unknown: give one of %s, or add loads.%s to application.yaml"
                    .formatted(name, names, name));
        }
        if (!names.contains(name) || !wellNamed(name)) {
            throw binding.failure();
        }
        twoLoadsOneDataSet(names, binding);
        var load = new LoadReading(binding, name).read(given, today);
        binding.orThrow();
        return new Settings(binding.require(domo).settings(), binding.require(waits), binding.require(load));
    }

    /** What a command needs that asks Domo, and reads no load. */
    DomoSettings domo() {
        var binding = new Binding(environment);
        var domo = binding.check("domo", DomoBinding.class);
        binding.orThrow();
        return binding.require(domo).settings();
    }

    /** The load as {@code status}, {@code settle} and {@code abort} need it: by its name alone. */
    void requireKnown(String name) {
        if (!loadNames().contains(name)) {
            throw new BadSettings(List.of("load %s is unknown: give one of %s".formatted(name, loadNames())));
        }
    }

    Set<String> loadNames() {
        var names = new TreeSet<String>();
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource named) {
                named.stream()
                        .filter(n -> n.getNumberOfElements() > 1
                                && n.getElement(0, Form.UNIFORM).equals("loads"))
                        .forEach(n -> names.add(n.getElement(1, Form.ORIGINAL)));
            }
        }
        return names;
    }

    void requireRepository() {
        var binding = new Binding(environment);
        checkRepository(binding);
        binding.orThrow();
    }

    boolean mayCreateTables() {
        return !"false".equals(new Binding(environment).text("loader.create-tables"));
    }

    private static void checkRepository(Binding binding) {
        String url = binding.text("spring.datasource.url");
        if (url == null) {
            binding.problem(
                    "spring.datasource.url is missing: give the job repository's database, jdbc:postgresql://HOST/NAME");
        } else if (!url.startsWith("jdbc:postgresql:")) {
            binding.problem(
                    "spring.datasource.url is %s: the job repository is a PostgreSQL database, jdbc:postgresql://HOST/NAME"
                            .formatted(url.replaceAll("\\?.*", "")));
        }
    }

    private static boolean wellNamed(String load) {
        return load.matches("[a-z0-9-]+");
    }

    private static void twoLoadsOneDataSet(Set<String> names, Binding binding) {
        var seen = new HashMap<String, String>();
        for (String name : names) {
            for (String by : List.of("name", "id")) {
                String setting = "loads.%s.dataset.%s".formatted(name, by);
                String dataSet = wellNamed(name) ? binding.text(setting) : null;
                String other = dataSet == null ? null : seen.putIfAbsent(by + dataSet, name);
                if (other != null) {
                    binding.problem("%s is %s: load %s has it too, give each load a DataSet of its own"
                            .formatted(setting, dataSet, other));
                }
            }
        }
    }

    private static ZoneId zone(Binding binding) {
        String zone = binding.text("time-zone");
        try {
            return ZoneId.of(zone == null ? "UTC" : zone);
        } catch (DateTimeException e) {
            binding.problem("time-zone is %s: give a zone such as UTC or Europe/Berlin".formatted(zone));
            return ZoneId.of("UTC");
        }
    }
}
