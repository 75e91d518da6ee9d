package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.job.LoadSettings;
import io.domostream.loader.source.SourceSettings;
import io.domostream.loader.source.SourceSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/** One pass over the settings that goes on after a mistake, so that all are told at once. */
final class Binding {
    private static final Set<String> LATER = Set.of("watermark", "lag", "overlap");
    private final ConfigurableEnvironment environment;
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<ConfigurationPropertyName> bound = new HashSet<>();

    Binding(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    static Binder binder(ConfigurableEnvironment environment) {
        return Binder.get(environment);
    }

    <T> T bind(String prefix, Class<T> type) {
        var value = check(prefix, type);
        if (value == null) {
            throw failure();
        }
        return value;
    }

    <T> @Nullable T check(String prefix, Class<T> type) {
        try {
            return binder(environment).bindOrCreate(prefix, Bindable.of(type), collecting());
        } catch (RuntimeException e) {
            collect(ConfigurationPropertyName.of(prefix), e);
            return null;
        }
    }

    LoadSettings load(String name, Map<String, String> given, LocalDate today) {
        String prefix = "loads." + name;
        var rows = check(prefix, LoadBinding.class);
        var target = check(prefix, LoadSettings.Target.class);
        var pace = check(prefix, LoadSettings.Pace.class);
        var source = source(prefix);
        for (String later : LATER) {
            String value = environment.getProperty(prefix + "." + later);
            if (value != null) {
                problem("%s.%s is %s: this version can't do that yet, leave it out".formatted(prefix, later, value));
            }
            bound.add(ConfigurationPropertyName.of(prefix + "." + later));
        }
        if (target != null && target.dataset() == null) {
            problem(prefix + ".dataset.name is missing: give the DataSet's name, or dataset.id");
        }
        unknown(List.of("domo", "source", "loads"));
        if (rows == null || target == null || pace == null || source == null) {
            throw failure();
        }
        if ((rows.table() == null) == (rows.query() == null)) {
            problem("%s.table is %s: give either table or query"
                    .formatted(prefix, rows.table() == null ? "missing" : rows.table() + " beside a query"));
        }
        var values = new Parameters(prefix, rows.parameters(), today).values(given, problems);
        orThrow();
        return new LoadSettings(
                name,
                source,
                new SourceSpec(rows.table(), rows.query(), rows.key(), rows.columns(), rows.exclude(), values),
                target,
                pace);
    }

    private @Nullable SourceSettings source(String prefix) {
        boolean own = environment.containsProperty(prefix + ".source.url");
        String at = own ? prefix + ".source" : "source";
        var source = check(at, LoadBinding.Source.class);
        if (source == null) {
            return null;
        }
        if (source.url() == null || source.url().isBlank()) {
            problem(at + ".url is missing: give the source database, jdbc:postgresql://HOST/NAME");
            return null;
        }
        try {
            return new SourceSettings(source.url(), source.username(), source.password());
        } catch (BadSettings e) {
            e.problems().forEach(this::problem);
            return null;
        }
    }

    /** A setting that nothing asked for is most likely misspelt. */
    private void unknown(List<String> roots) {
        for (var source : ConfigurationPropertySources.get(environment)) {
            // Only files: in the environment other programs have settings too.
            if (source.getUnderlyingSource() instanceof OriginTrackedMapPropertySource
                    && source instanceof IterableConfigurationPropertySource named) {
                named.stream()
                        .filter(n -> roots.stream()
                                .anyMatch(r -> ConfigurationPropertyName.of(r).isAncestorOf(n)))
                        .filter(n -> bound.stream()
                                .noneMatch(b -> b.equals(n) || (b.isAncestorOf(n) && b.getNumberOfElements() > 2)))
                        .filter(n -> !ofAnotherLoad(n))
                        .forEach(n -> problem("%s is an unknown setting: see the README, or take it out".formatted(n)));
            }
        }
    }

    private boolean ofAnotherLoad(ConfigurationPropertyName name) {
        return bound.stream()
                        .filter(b -> b.getNumberOfElements() > 1
                                && ConfigurationPropertyName.of("loads").isAncestorOf(b))
                        .noneMatch(
                                b -> name.getNumberOfElements() > 1 && b.chop(2).isAncestorOf(name))
                && ConfigurationPropertyName.of("loads").isAncestorOf(name);
    }

    void twoLoadsOneDataSet(Set<String> names) {
        var seen = new HashMap<String, String>();
        for (String name : names) {
            for (String by : List.of("name", "id")) {
                String dataSet = environment.getProperty("loads.%s.dataset.%s".formatted(name, by));
                String other = dataSet == null ? null : seen.putIfAbsent(by + dataSet, name);
                if (other != null) {
                    problem("loads.%s.dataset.%s is %s: load %s has it too, give each load a DataSet of its own"
                            .formatted(name, by, dataSet, other));
                }
            }
        }
    }

    void problem(String line) {
        problems.add(line);
    }

    BadSettings failure() {
        return new BadSettings(new ArrayList<>(problems));
    }

    void orThrow() {
        if (!problems.isEmpty()) {
            throw failure();
        }
    }

    private BindHandler collecting() {
        return new BindHandler() {
            @Override
            public Object onSuccess(
                    ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
                bound.add(name);
                return result;
            }

            @Override
            public @Nullable Object onFailure(
                    ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                    throws Exception {
                bound.add(name);
                collect(name, error);
                if (context.getDepth() == 0) {
                    throw error;
                }
                return null;
            }
        };
    }

    private void collect(ConfigurationPropertyName name, Throwable error) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof BadSettings bad) {
                String load = name.getNumberOfElements() > 1 ? name.chop(2).toString() : "";
                bad.problems()
                        .forEach(p -> problem(p.startsWith("loads.*") ? load + p.substring("loads.*".length()) : p));
                return;
            }
        }
        if (problems.stream().anyMatch(p -> p.startsWith(name.toString()))) {
            return;
        }
        Object value = name.toString().contains("secret") || name.toString().contains("password")
                ? "not shown"
                : Objects.requireNonNullElse(environment.getProperty(name.toString()), "not what it should be");
        problem("%s is %s: give a value of the right kind".formatted(name, value));
    }
}
