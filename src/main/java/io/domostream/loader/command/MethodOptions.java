package io.domostream.loader.command;

import io.domostream.loader.job.LoadSettings.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How a stream takes its rows. */
final class MethodOptions {
    @Option(
            names = {"--update-method", "--updateMethod"},
            paramLabel = "METHOD",
            description = "${COMPLETION-CANDIDATES}.")
    private @Nullable Method updateMethod;

    @Option(
            names = {"--key-column-names", "--keyColumnNames"},
            split = ",",
            paramLabel = "NAME",
            description = "For UPSERT: the columns by which rows are told apart.")
    private List<String> keyColumnNames = new ArrayList<>();

    boolean given() {
        return updateMethod != null || !keyColumnNames.isEmpty();
    }

    ObjectNode addTo(ObjectNode stream) {
        if (updateMethod != null) {
            stream.put("updateMethod", updateMethod.name());
        }
        if (!keyColumnNames.isEmpty()) {
            keyColumnNames.forEach(stream.putArray("keyColumnNames")::add);
        }
        return stream;
    }
}
