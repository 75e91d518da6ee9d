package io.domostream.loader.command;

import io.domostream.loader.job.LoadStatus;
import io.domostream.loader.report.History;
import io.domostream.loader.report.Pages;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code status}: the runs, newest first. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the runs of a load, or of all loads.",
        exitCodeList = {Codes.OK, Codes.BUG, Codes.SETTINGS, Codes.DATABASE})
final class StatusCommand implements Callable<Integer>, AnswersInJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "LOAD", description = "A name under loads:; all without it.")
    private @Nullable String load;

    @Option(names = "--html", paramLabel = "FILE", description = "Write them there as a page.")
    private @Nullable Path html;

    @Override
    public Integer call() throws SQLException {
        try (var program = Program.start(options)) {
            List<String> loads;
            if (load == null) {
                loads = List.copyOf(program.settings().loadNames());
            } else {
                program.settings().requireKnown(load);
                loads = List.of(load);
            }
            var status = new LoadStatus(program.batch());
            var runs = new ArrayList<Map<String, Object>>();
            for (String name : loads) {
                runs.addAll(status.runs(name));
            }
            if (html != null) {
                writePage(runs, program.clock().instant(), html);
            }
            options.answer(Map.of("runs", runs), StatusText.of(runs), true);
            return 0;
        }
    }

    private static void writePage(List<Map<String, Object>> runs, Instant now, Path file) {
        List<History.Run> typed = JSON.convertValue(runs, new TypeReference<List<History.Run>>() {});
        ReportFiles.writeAsked(Pages.html(History.of(typed), now), file);
    }

    @Override
    public Map<String, Object> json(int exitCode, String message) {
        return Map.of("runs", List.of(), "exitCode", exitCode, "message", message);
    }
}
