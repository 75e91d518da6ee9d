package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.Assumed;
import io.domostream.loader.simulator.ExecutionState;
import io.domostream.loader.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person stops waiting for a commit. */
class CommitWaitIT {
    @TempDir
    Path folder;

    @Test
    void aSignalEndsTheWaitAndTheOutcomeIsCalledUnknown() {
        var options = SimulatorOptions.defaults().withCommitEnds(ExecutionState.ACTIVE);
        try (var domo = new DomoAlone(folder, options, Assumed.defaults())) {
            domo.run("streams", "create", "--name=Guests", "--column=Friend:STRING");
            domo.run("executions", "create", "1");
            try (var waiting =
                    LoaderProcess.start(folder, Map.of(), "executions", "commit", "1", "1", "--wait", "--json")) {
                waiting.awaitErr("asking Domo what becomes of it for up to 1 h");
                waiting.terminate();
                assertThat(waiting.exitCode()).as(waiting.err()).isEqualTo(6);
                assertThat(waiting.json().path("exitCode").asInt()).isEqualTo(6);
                assertThat(waiting.json().path("message").asString())
                        .startsWith("execution 1 of stream 1: commit not proven, Domo says ACTIVE")
                        .contains("`executions get 1 1`");
                waiting.ended().explainedBy("single-commit-unknown");
                assertThat(waiting.err())
                        .contains("the commit is not taken back")
                        .doesNotContain("parts");
            }
        }
    }
}
