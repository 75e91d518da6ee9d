package io.domostream.loader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.Assumed.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitTest {

    @RegisterExtension
    private final Domo domo = new Domo();

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "INVALID", "ERROR"})
    void commitThatEndsBadlyLeavesTheRowsAlone(ExecutionState end) {
        try (var bad = new Domo(Domo.QUICK.withCommitEnds(end))) {
            var stream = bad.newStream();
            var execution = bad.execute(stream);
            bad.part(execution, 1, "a,b");
            assertThat(bad.status("PUT", execution + "/commit")).isEqualTo(200);
            assertThat(bad.settled(execution)).isEqualTo(end.name());
            assertThat(bad.get(execution).has("endedAt")).isTrue();
            assertThat(bad.rows(stream)).isEmpty();
        }
    }

    @Test
    void commitMayStayActiveForEver() {
        try (var stuck = new Domo(Domo.QUICK.withCommitEnds(ExecutionState.ACTIVE))) {
            var execution = stuck.execute(stuck.newStream());
            stuck.call("PUT", execution + "/commit", "");
            stuck.now.addAndGet(3000);
            assertThat(stuck.state(execution)).isEqualTo("ACTIVE");
            assertThat(stuck.part(execution, 1, "a,b").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void rowCountLagsTheRowsAsLongAsTold() {
        try (var slow = new Domo(Domo.QUICK.withRowsLag(Duration.ofSeconds(5)))) {
            var stream = slow.newStream();
            assertThat(slow.load(stream, "a,1\nb,2")).isEqualTo("a,1\nb,2\n");
            assertThat(slow.get(Domo.dataSet(stream)).path("rows").asInt()).isZero();
            slow.now.addAndGet(4);
            assertThat(slow.get("/v1/streams/1").path("dataSet").path("rows").asInt())
                    .isZero();
            slow.now.addAndGet(1);
            assertThat(slow.get(Domo.dataSet(stream)).path("rows").asInt()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 429})
    void commitThatComesTooEarlyIsRefused(int status) {
        var options = Domo.QUICK.withCommitInterval(Duration.ofMinutes(15));
        try (var slow = new Domo(options, Assumed.defaults().with(Status.EARLY_COMMIT, status))) {
            var stream = slow.newStream();
            slow.load(stream, "a,b");
            var next = slow.execute(stream);
            var refused = slow.call("PUT", next + "/commit", "");
            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(slow.json(refused).path("status").asInt()).isEqualTo(status);
            assertThat(slow.state(next)).isEqualTo("ACTIVE");
            slow.now.addAndGet(900);
            assertThat(slow.status("PUT", next + "/commit")).isEqualTo(200);
        }
    }

    @Test
    void intervalIsCountedPerStreamAndFromTakenCommits() {
        try (var slow = new Domo(Domo.QUICK.withCommitInterval(Duration.ofMinutes(15)))) {
            slow.load(slow.newStream(), "a,b");
            assertThat(slow.load(slow.newStream(), "c,d")).isEqualTo("c,d\n");
            slow.now.addAndGet(899);
            var next = slow.execute(slow.json(slow.call("GET", "/v1/streams/1")));
            assertThat(slow.status("PUT", next + "/commit")).isEqualTo(409);
            slow.now.addAndGet(1);
            assertThat(slow.status("PUT", next + "/commit")).isEqualTo(200);
        }
    }

    @Test
    void commitOfADeletedDataSetFails() {
        var options = SimulatorOptions.defaults().withCommitTakes(Duration.ofMillis(200));
        try (var slow = new Domo(options)) {
            var stream = slow.newStream();
            var execution = slow.execute(stream);
            slow.part(execution, 1, "a,b");
            slow.call("PUT", execution + "/commit", "");
            slow.call("DELETE", Domo.dataSet(stream));
            assertThat(slow.settled(execution)).isEqualTo("FAILED");
        }
    }

    @Test
    void commitIsTakenWithPartsMissingInBetween() {
        var stream = domo.newStream();
        var execution = domo.execute(stream);
        domo.part(execution, 1, "a,1");
        domo.part(execution, 3, "c,3");
        assertThat(domo.status("PUT", execution + "/commit")).isEqualTo(200);
        assertThat(domo.settled(execution)).isEqualTo("SUCCESS");
        assertThat(domo.rows(stream)).isEqualTo("a,1\nc,3\n");
    }
}
