package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.TestPostgres;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** What outlives runs, in both databases. */
class LoadTableTest {
    private static final Instant THEN = Instant.parse("2026-11-25T03:00:00Z");

    static Stream<Named<Supplier<String>>> databases() {
        return Stream.of(
                Named.of("PostgreSQL", TestPostgres::newDatabase),
                Named.of("H2", () -> "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1"));
    }

    private static LoadTable table(Supplier<String> database) {
        var source = new DriverManagerDataSource(database.get());
        new ResourceDatabasePopulator(new ClassPathResource("sql/domo-load.sql")).execute(source);
        return new LoadTable(JdbcClient.create(source));
    }

    private static RunState run(long number) {
        var load = Loads.replace();
        var parameters =
                RunParameters.begin(number, load, new TreeMap<>(), THEN).job();
        var state = new RunState(
                new ResourcelessJobRepository(),
                new JobExecution(number, new JobInstance(number, "load-orders"), parameters));
        state.keepStream(7, "data");
        return state;
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aLoadIsRememberedWithItsStream(Supplier<String> database) {
        var loads = table(database);
        assertThat(loads.holder("orders")).isNull();
        loads.begin("orders", "me");
        loads.intendToCreate("orders", THEN);
        assertThat(loads.createIntended("orders")).isTrue();
        loads.keepStream("orders", 7);
        loads.begin("orders", "you");
        assertThat(loads.holder("orders")).isEqualTo("you");
        assertThat(loads.stream("orders")).isEqualTo(7);
        assertThat(loads.createIntended("orders")).isFalse();
        loads.forgetStream("orders");
        assertThat(loads.stream("orders")).isNull();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theNewestRunThatCommittedIsKept(Supplier<String> database) {
        var loads = table(database);
        loads.begin("orders", "me");
        loads.keepStream("orders", 7);
        var any = new LoadSettings.DataSetRef("Orders", null, null, null);
        assertThat(loads.committedBy("orders", Map.of(), any)).isNull();
        loads.keepCommitted("orders", run(2), THEN);
        assertThat(loads.committedBy("orders", Map.of(), any)).isEqualTo(2);
        loads.keepCommitted("orders", run(3), THEN);
        loads.keepCommitted("orders", run(1), THEN);
        assertThat(loads.committedBy("orders", Map.of(), any)).isEqualTo(3);
        assertThat(loads.committedBy("orders", Map.of("day", "2026-11-25"), any))
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatWasCommittedToAnotherDataSetIsNotTakenForThisOnes(Supplier<String> database) {
        var loads = table(database);
        loads.begin("orders", "me");
        loads.keepStream("orders", 7);
        loads.keepCommitted("orders", run(2), THEN);
        assertThat(Stream.of(
                                new LoadSettings.DataSetRef(null, "data", null, null),
                                new LoadSettings.DataSetRef(null, "other", null, null),
                                new LoadSettings.DataSetRef(null, null, 7L, null),
                                new LoadSettings.DataSetRef(null, null, 8L, null))
                        .map(to -> loads.committedBy("orders", Map.of(), to) != null))
                .containsExactly(true, false, true, false);
        loads.forgetStream("orders");
        assertThat(loads.committedBy("orders", Map.of(), new LoadSettings.DataSetRef("Orders", null, null, null)))
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aFindingIsKeptOnce(Supplier<String> database) {
        var loads = table(database);
        assertThat(loads.keepFinding("orders", run(1), "committed", "me")).isTrue();
        assertThat(loads.keepFinding("orders", run(1), "committed", "you")).isFalse();
        assertThat(loads.foundBy("orders", 0, "committed")).isEqualTo("me");
        assertThat(loads.foundBy("orders", 1, "committed")).isNull();
    }
}
