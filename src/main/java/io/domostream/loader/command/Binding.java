package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

/** One pass over the settings that goes on after a mistake, so that all are told at once. */
final class Binding {
    private final ConfigurableEnvironment environment;
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<ConfigurationPropertyName> asked = new HashSet<>();
    private final Set<String> nulls = new HashSet<>();

    Binding(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** Notes each setting below these roots that is written as {@code ~} or null. Call it before any other check. */
    void checkNulls(Set<String> roots) {
        new NullSettings(environment).below(roots).forEach((name, written) -> {
            problem("%s is %s: put it in quotes, or leave the setting out".formatted(name, written));
            nulls.add(name);
        });
    }

    /** The value, or null with its mistakes noted. */
    <T> @Nullable T check(String prefix, Class<T> type) {
        var name = ConfigurationPropertyName.of(prefix);
        try {
            return Binder.get(environment).bindOrCreate(name, Bindable.of(type), new Collecting());
        } catch (RuntimeException e) {
            collect(name, Bindable.of(type), e);
            return null;
        }
    }

    /** Only where it is right: every mistake so far is told otherwise. */
    <T> T require(@Nullable T value) {
        if (value == null) {
            throw failure();
        }
        return value;
    }

    @Nullable
    String text(String name) {
        var at = ConfigurationPropertyName.of(name);
        asked.add(at);
        var value = Binder.get(environment).bind(at, Bindable.of(String.class)).orElse("");
        return value.isBlank() ? null : value;
    }

    /** Whether the setting is on, or this value without it, and where it is neither on nor off, which is noted then. */
    boolean flag(String name, boolean otherwise) {
        var at = ConfigurationPropertyName.of(name);
        try {
            return Binder.get(environment)
                    .bind(at, Bindable.of(boolean.class), new Collecting())
                    .orElse(otherwise);
        } catch (BindException e) {
            return otherwise;
        }
    }

    /**
     * The elements of a setting that is written as a list; null where it is a text, or missing. Spring Boot would cut a
     * text at its commas, quoted or not.
     */
    @Nullable
    List<String> elements(ConfigurationPropertyName name) {
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source.getConfigurationProperty(name) != null) {
                return null;
            }
            if (source.getConfigurationProperty(name.append("[0]")) != null) {
                return elements(name, source);
            }
        }
        return null;
    }

    private List<String> elements(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        try {
            return new Binder(List.of(source), new PropertySourcesPlaceholdersResolver(environment))
                    .bind(name, Bindable.listOf(String.class), new Collecting())
                    .orElse(List.of());
        } catch (BindException e) {
            return List.of();
        }
    }

    /** The names right below this one. */
    Set<String> keys(String name) {
        return new TreeSet<>(Binder.get(environment)
                .bind(name, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .keySet());
    }

    List<String> list(String name) {
        return Binder.get(environment).bind(name, Bindable.listOf(String.class)).orElse(List.of());
    }

    void problem(String line) {
        // The text of a null is one mistake, whatever else is wrong with it.
        if (nulls.stream().noneMatch(name -> line.startsWith(name + " is "))) {
            problems.add(line);
        }
    }

    Collection<String> problems() {
        return problems;
    }

    BadSettings failure() {
        return new BadSettings(new ArrayList<>(problems));
    }

    void orThrow() {
        if (!problems.isEmpty()) {
            throw failure();
        }
    }

    /** Notes every setting in a file that nothing asked for, but for those of other loads. */
    void tellUnknown(String load) {
        new UnknownSettings(environment, asked)
                .names(load)
                .forEach(name ->
                        problems.add("%s is an unknown setting: see the README, or take it out".formatted(name)));
    }

    private void collect(ConfigurationPropertyName name, Bindable<?> target, Throwable error) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof BadSettings bad) {
                bad.problems().forEach(p -> problem(ofThisLoad(name, p)));
                return;
            }
        }
        // A record can't be made without its part; the part's own mistake is noted already.
        if (problems.stream().anyMatch(p -> p.startsWith(name.toString()))) {
            return;
        }
        Object value = name.toString().matches(".*(secret|password)")
                ? "not shown"
                : Objects.requireNonNullElse(environment.getProperty(name.toString()), "not what it should be");
        problem("%s is %s: give %s".formatted(name, value, Wanted.of(target)));
    }

    private static String ofThisLoad(ConfigurationPropertyName name, String problem) {
        return problem.startsWith("loads.*") ? name.chop(2) + problem.substring("loads.*".length()) : problem;
    }

    /** Goes on with null where a value is wrong. */
    private final class Collecting implements BindHandler {
        @Override
        public Object onSuccess(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
            asked.add(name);
            return result;
        }

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                throws Exception {
            asked.add(name);
            collect(name, target, error);
            if (context.getDepth() == 0) {
                throw error;
            }
            return null;
        }
    }
}
