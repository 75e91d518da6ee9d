package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoSettings;
import io.domostream.loader.job.CommitSettings;
import io.domostream.loader.job.LoadSettings;
import io.domostream.loader.telemetry.TelemetrySettings;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/** All settings, checked before anything is opened, and all their mistakes told at once. */
final class LoaderSettings {
    private static final Set<String> OF_DOMO = Set.of("domo");
    private static final Set<String> OF_READING = Set.of("source", "loads", "groups", "timezone", "report");

    private final ConfigurableEnvironment environment;

    LoaderSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** The load with its parameters resolved, and all that it needs; every mistake in any setting is told. */
    Settings load(String name, Map<String, String> given, Clock clock) {
        var binding = binding(SettingName.ROOTS);
        LoadNames.check(loadNames(), binding);
        var domo = binding.check("domo", DomoBinding.class);
        var waits = binding.check("domo", CommitSettings.class);
        TelemetryReading.read(binding);
        checkRepository(binding);
        var load = load(binding, name, given, clock);
        return new Settings(binding.require(domo).settings(), binding.require(waits), load);
    }

    /** The load alone: what is said of Domo and of the job repository need not be right, nor be there. */
    LoadSettings rehearsed(String name, Map<String, String> given, Clock clock) {
        var binding = new Binding(environment);
        binding.check("domo", DomoBinding.class);
        binding.check("domo", CommitSettings.class);
        TelemetryReading.read(binding);
        binding.problems().clear();
        binding.checkNulls(OF_READING);
        LoadNames.check(loadNames(), binding);
        return load(binding, name, given, clock);
    }

    private LoadSettings load(Binding binding, String name, Map<String, String> given, Clock clock) {
        var names = loadNames();
        var now = clock.instant().atZone(zone(binding));
        if (!names.contains(name)) {
            binding.problem("load %s is unknown: give one of %s, or add loads.%s to application.yaml"
                    .formatted(name, names, name));
        }
        if (!names.contains(name) || !LoadNames.right(name)) {
            throw names.contains(name) ? binding.failure() : binding.failure().see(Runbook.LOAD_UNKNOWN);
        }
        var load = new LoadReading(binding, name).read(given, now);
        binding.orThrow();
        return binding.require(load);
    }

    /** Null where there is a mistake in it, which is told with those in a load's settings. */
    @Nullable
    TelemetrySettings telemetry() {
        var binding = binding(Set.of("metrics"));
        var telemetry = TelemetryReading.read(binding);
        return binding.problems().isEmpty() ? telemetry : null;
    }

    /** What a command needs that asks Domo, and reads no load. */
    DomoSettings domo() {
        var binding = binding(OF_DOMO);
        var domo = binding.check("domo", DomoBinding.class);
        binding.orThrow();
        return binding.require(domo).settings();
    }

    /** How long a command that asks Domo, and reads no load, waits for it; every mistake in {@code domo.*} is told. */
    CommitSettings waits() {
        var binding = binding(OF_DOMO);
        binding.check("domo", DomoBinding.class);
        var waits = binding.check("domo", CommitSettings.class);
        binding.orThrow();
        return binding.require(waits);
    }

    /** Throws what is wrong with a load whatever its parameters are, for a worker gets these from a run. */
    void requireRight(String name, Clock clock) {
        try {
            load(name, Map.of(), clock);
        } catch (BadSettings e) {
            var others = e.problems().stream()
                    .filter(problem -> !problem.startsWith(Parameters.ONE))
                    .toList();
            if (!others.isEmpty()) {
                throw new BadSettings(others).see(e.runbook());
            }
        }
    }

    /** The load as {@code status}, {@code settle} and {@code abort} need it: by its name alone. */
    void requireKnown(String name) {
        if (!loadNames().contains(name)) {
            throw new BadSettings(List.of("load %s is unknown: give one of %s, or add loads.%s to application.yaml"
                            .formatted(name, loadNames(), name)))
                    .see(Runbook.LOAD_UNKNOWN);
        }
    }

    Set<String> loadNames() {
        return new LoadNames(environment).all();
    }

    /** The names of the load's parameters, those that come with a watermark too. */
    Set<String> parametersOf(String load) {
        if (!LoadNames.right(load)) {
            return Set.of();
        }
        var names = new TreeSet<>(new Binding(environment).keys("loads.%s.parameters".formatted(load)));
        if (new Binding(environment).text("loads.%s.watermark".formatted(load)) != null) {
            names.addAll(List.of(LoadSettings.SINCE, LoadSettings.FULL));
        }
        return names;
    }

    /** The loads of a group. */
    List<String> group(String name) {
        var binding = binding(Set.of("groups"));
        binding.orThrow();
        var loads = LoadNames.right(name) ? binding.list("groups." + name) : List.<String>of();
        if (loads.isEmpty()) {
            throw BadSettings.of(
                            "--group",
                            name,
                            "give one of %s, or add groups.%s: [LOAD, …]".formatted(binding.keys("groups"), name))
                    .see(Runbook.LOAD_UNKNOWN);
        }
        return loads;
    }

    void requireRepository() {
        var binding = binding(Set.of("loader", "report"));
        checkRepository(binding);
        binding.orThrow();
    }

    boolean mayCreateTables() {
        return mayCreateTables(new Binding(environment));
    }

    /** Where each run's report is written, or null for nowhere. */
    @Nullable
    String reportDirectory() {
        var directory = Binder.get(environment)
                .bind("report.directory", Bindable.of(String.class))
                .orElse("reports");
        return directory.isBlank() ? null : directory;
    }

    private static boolean mayCreateTables(Binding binding) {
        return binding.flag("loader.create-tables", true);
    }

    private Binding binding(Set<String> roots) {
        var binding = new Binding(environment);
        binding.checkNulls(roots);
        return binding;
    }

    private static void checkRepository(Binding binding) {
        mayCreateTables(binding);
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
