package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.job.LoadSettings;
import io.domostream.loader.source.QueryParameters;
import io.domostream.loader.source.RowSecurity;
import io.domostream.loader.source.SourceException;
import io.domostream.loader.source.SourceSettings;
import io.domostream.loader.source.SourceSpec;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the settings of one load, and notes its mistakes. */
final class LoadReading {
    private final Binding binding;
    private final String name;
    private final String prefix;

    LoadReading(Binding binding, String name) {
        this.binding = binding;
        this.name = name;
        this.prefix = "loads." + name;
    }

    /** Null where there is a mistake, which is noted then. */
    @Nullable
    LoadSettings read(Map<String, String> given, ZonedDateTime now) {
        var rows = binding.check(prefix, LoadBinding.class);
        var target = binding.check(prefix, LoadSettings.Target.class);
        var pace = binding.check(prefix, LoadSettings.Pace.class);
        var source = source(rows == null ? RowSecurity.REFUSE : rows.rowSecurity());
        if (target != null && target.dataset() == null) {
            binding.problem(prefix + ".dataset.name is missing: give the DataSet's name, or its id");
        }
        var defaults = ListDefaults.read(binding, prefix);
        binding.tellUnknown(name);
        new ColumnLists(binding, prefix).check(rows, target);
        if (rows == null) {
            return null;
        }
        var table = given(rows.table());
        var query = given(rows.query());
        if ((table == null) == (query == null)) {
            binding.problem("%s.table is %s: give either table or query"
                    .formatted(prefix, table == null ? "missing" : table + " beside a query"));
        }
        var incremental = new IncrementReading(binding, prefix, now.getZone())
                .read(rows, target == null ? null : target.method(), given);
        var parameters = defaults.in(rows.parameters());
        if (source != null && query != null) {
            checkNames(source.url(), query, parameters.keySet());
        }
        var values = new Parameters(prefix, parameters, now)
                .values(IncrementReading.others(given, incremental), binding.problems());
        if (target == null
                || pace == null
                || source == null
                || !binding.problems().isEmpty()) {
            return null;
        }
        var spec = new SourceSpec(table, query, rows.key(), rows.columns(), rows.exclude(), values);
        return new LoadSettings(name, source, spec, target, pace, incremental);
    }

    private void checkNames(String url, String query, Set<String> declared) {
        try {
            QueryParameters.names(url, query).stream()
                    .filter(parameter -> !declared.contains(parameter))
                    .forEach(parameter -> binding.problem(
                            "%s.query names :%s: declare it in %s.parameters, or write a slice as [a : b]"
                                    .formatted(prefix, parameter, prefix)));
        } catch (SourceException e) {
            binding.problem(prefix + "." + e.getMessage());
        }
    }

    private @Nullable SourceSettings source(RowSecurity rowSecurity) {
        boolean own = binding.text(prefix + ".source.url") != null;
        String at = own ? prefix + ".source" : "source";
        // That of the other loads is known too, though this one has its own.
        var others = binding.check("source", LoadBinding.Source.class);
        var source = own ? binding.check(at, LoadBinding.Source.class) : others;
        if (source == null) {
            return null;
        }
        var url = given(source.url());
        if (url == null) {
            binding.problem(at + ".url is missing: give the source database, jdbc:postgresql://HOST/NAME");
            return null;
        }
        try {
            return new SourceSettings(url, source.username(), source.password(), rowSecurity);
        } catch (BadSettings e) {
            e.problems().forEach(binding::problem);
            return null;
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
