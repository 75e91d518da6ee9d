package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.domo.DomoSettings;
import io.domostream.loader.job.CommitSettings;
import io.domostream.loader.job.LoadSettings;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Bindable;
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

    DomoSettings domo() {
        var binding = new Binding(environment);
        var domo = binding.bind("domo", DomoBinding.class);
        binding.orThrow();
        return domo.settings();
    }

    CommitSettings waits() {
        var binding = new Binding(environment);
        var waits = binding.bind("domo", CommitSettings.class);
        binding.orThrow();
        return waits;
    }

    /** The load with its parameters resolved; every mistake in any setting is told. */
    LoadSettings load(String name, Map<String, String> given, Clock clock) {
        var binding = new Binding(environment);
        Set<String> names = loadNames();
        for (String other : names) {
            if (!other.matches("[a-z0-9-]+")) {
                binding.problem("loads.%s is a name with other characters: use a-z, 0-9 and -".formatted(other));
            }
        }
        binding.check("domo", DomoBinding.class);
        binding.check("domo", CommitSettings.class);
        if (!names.contains(name)) {
            binding.problem("load %s is unknown: give one of %s, or add loads.%s to application.yaml"
                    .formatted(name, names, name));
            throw binding.failure();
        }
        binding.twoLoadsOneDataSet(names);
        return binding.load(name, given, LocalDate.now(clock.withZone(zone(binding))));
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
        var problems = new ArrayList<String>();
        String url = environment.getProperty("spring.datasource.url");
        if (url == null) {
            problems.add(
                    "spring.datasource.url is missing: give the job repository's database, jdbc:postgresql://HOST/NAME");
        } else if (!url.startsWith("jdbc:postgresql:")) {
            problems.add(
                    "spring.datasource.url is %s: the job repository is a PostgreSQL database, jdbc:postgresql://HOST/NAME"
                            .formatted(url.replaceAll("\\?.*", "")));
        }
        if (!problems.isEmpty()) {
            throw new BadSettings(problems);
        }
    }

    boolean mayCreateTables() {
        return Binding.binder(environment)
                .bind("loader.create-tables", Bindable.of(Boolean.class))
                .orElse(true);
    }

    private ZoneId zone(Binding binding) {
        String zone = environment.getProperty("time-zone", "UTC");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            binding.problem("time-zone is %s: give a zone such as UTC or Europe/Berlin".formatted(zone));
            return ZoneId.of("UTC");
        }
    }
}
