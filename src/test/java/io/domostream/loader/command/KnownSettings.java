package io.domostream.loader.command;

import io.domostream.loader.job.CommitSettings;
import io.domostream.loader.job.LoadSettings;
import io.domostream.loader.telemetry.FileSettings;
import io.domostream.loader.telemetry.GatewaySettings;
import io.domostream.loader.telemetry.OtlpSettings;
import io.domostream.loader.telemetry.ResourceSettings;
import io.domostream.loader.telemetry.TraceSettings;
import java.lang.reflect.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/** Every setting by its name, with its default or an empty text, as the records say that they are bound to. */
public final class KnownSettings {
    private final Map<String, String> settings = new LinkedHashMap<>();

    public static Map<String, String> all() {
        var known = new KnownSettings();
        known.add("domo.", DomoBinding.class);
        known.add("domo.", CommitSettings.class);
        known.add("source.", LoadBinding.Source.class);
        known.add("loads.orders.", LoadBinding.class);
        known.add("loads.orders.", LoadSettings.Target.class);
        known.add("loads.orders.", LoadSettings.Pace.class);
        known.add("metrics.", FileSettings.class);
        known.add("management.otlp.metrics.export.", OtlpSettings.class);
        known.add("management.prometheus.metrics.export.pushgateway.", GatewaySettings.class);
        known.add("management.opentelemetry.tracing.export.otlp.", TraceSettings.class);
        known.add("management.opentelemetry.", ResourceSettings.class);
        // These belong to no record.
        known.settings.put("spring.datasource", "");
        known.settings.put("time-zone", "UTC");
        known.settings.put("groups.nightly", "");
        known.settings.put("loader.create-tables", "true");
        known.settings.put("report.directory", "reports");
        return known.settings;
    }

    private void add(String prefix, Class<?> type) {
        var components = type.getRecordComponents();
        var parameters = type.getDeclaredConstructors()[0].getParameters();
        for (int i = 0; i < components.length; i++) {
            var name = prefix + name(components[i].getName(), parameters[i]);
            if (components[i].getType().isRecord()) {
                add(name + ".", components[i].getType());
            } else {
                var value = parameters[i].getAnnotation(DefaultValue.class);
                settings.put(name, value == null ? "" : String.join(", ", value.value()));
            }
        }
    }

    private static String name(String component, Parameter parameter) {
        var given = parameter.getAnnotation(Name.class);
        return given == null ? DataObjectPropertyName.toDashedForm(component) : given.value();
    }
}
