package io.domostream.loader.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ResultsTest {
    private static final Table TABLE = new Table("lineitem", 10, 1000, List.of("true"));
    private static final String ANSWER = """
            {"rows": 10, "message": "committed and verified", "phases": {"plan": 0.5, "upload": 6.0},
             "workers": {"read": 5.0, "compress": 3.0, "send": 1.9, "record": 0.1}}
            """;

    @Test
    void theMedianIsTheOneInTheMiddleAndSkipsWhatIsNotKnown() {
        var runs = List.of(run(3, 7), run(1, 9), new Measured(new TreeMap<>(Map.of(Measured.PROCESS, 2.0))));

        assertThat(Measured.median(runs).figures()).isEqualTo(Map.of(Measured.PROCESS, 2.0, Measured.WORK, 8.0));
    }

    @Test
    void theLoadersOwnFiguresAreFoundInItsAnswer() {
        var results = results();

        assertThat(results.workerShare(Contenders.LOADER, "record")).isCloseTo(0.01, within(1e-9));
        assertThat(results.median(Contenders.LOADER, "phases.upload")).isEqualTo(6.0);
    }

    @Test
    void whatWasNotMeasuredIsNeitherMetNorMissed() {
        assertThat(Target.of(results()))
                .filteredOn(target -> target.what().equals("shell / loader, whole processes"))
                .extracting(Target::verdict)
                .containsExactly("not measured");
    }

    @Test
    void aTargetIsMetByItsMedian() {
        assertThat(Target.of(results()))
                .filteredOn(target -> target.what().startsWith("loader: upload / raw"))
                .extracting(Target::value, Target::verdict)
                .containsExactly(tuple(1.5, "met"), tuple(1.5, "missed"));
    }

    private static Results results() {
        var results = new Results();
        var answer = JsonMapper.shared().readTree(ANSWER);
        var loader = Measured.of(new Ended(10, OptionalLong.of(1), ANSWER))
                .with("", answer)
                .with(Measured.WORK, 6);
        results.add(new Fixed(Contenders.LOADER, TABLE, loader), loader);
        var raw = run(5, 4);
        results.add(new Fixed(Contenders.RAW, TABLE, raw), raw);
        return results;
    }

    private static Measured run(double process, double work) {
        return new Measured(new TreeMap<>(Map.of(Measured.PROCESS, process, Measured.WORK, work)));
    }

    private record Fixed(String name, Table table, Measured measured) implements Contender {
        @Override
        public Measured run() throws IOException {
            return measured;
        }
    }
}
