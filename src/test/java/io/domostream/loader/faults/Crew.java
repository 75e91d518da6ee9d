package io.domostream.loader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.domostream.loader.LoaderProcess;
import io.domostream.loader.TestPostgres;
import io.domostream.loader.job.LoadSettings.Method;
import io.domostream.loader.simulator.DomoSimulator;
import io.domostream.loader.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A Domo, a source and a job repository, and the real processes that load from one to the other together. */
final class Crew implements AutoCloseable {
    private static final int WORKERS = 3;
    private static final int PART_MILLIS = 25;
    static final int ROWS = 120;
    static final int PARTS = 24;
    private static final Duration FROZEN = Duration.ofMillis(1500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LOADS = """
            replace:
              { table: crew_rows, method: REPLACE, dataset: { name: crew-replace }, parts: { rows: 5, parallel: 2, in-flight: 2 },
                parameters: { night: { type: long } } }
            upsert:
              { table: crew_rows, method: UPSERT, dataset: { name: crew-upsert }, parts: { rows: 5, parallel: 2, in-flight: 2 },
                merge-key: [id], parameters: { night: { type: long } } }
            append:
              { table: crew_rows, method: APPEND, dataset: { name: crew-append }, parts: { rows: 5, parallel: 2, in-flight: 2 },
                parameters: { night: { type: long } } }
            """;
    // The test's own session is not idle while it asks.
    private static final String READERS =
            "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'";
    private static final String HERE =
            " and database = (select oid from pg_database where datname = current_database())";
    private final String sourceUrl = TestPostgres.newDatabase();
    private final String repositoryUrl = TestPostgres.newDatabase();
    private final Map<Method, List<String>> contents = new EnumMap<>(Method.class);
    private final DomoLook look;
    final List<Member> workers = new ArrayList<>();
    /** What Domo saw, by whom, in order. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    private final Path folder;
    private final DomoSimulator simulator;
    private final Map<String, Member> members = new ConcurrentHashMap<>();
    private final Map<String, Member> byToken = new ConcurrentHashMap<>();
    // What a load was begun with says where its source is, so that all must find it at one address.
    private final Door door = new Door(name -> member(name).source.port());
    private final CountDownLatch never = new CountDownLatch(1);
    private int count;
    private int nights;

    /** What a DataSet holds before a load, and after it. */
    record Night(int number, Method method, List<String> before, List<String> right) {
        boolean allows(List<String> rows) {
            return rows.equals(before) || rows.equals(right);
        }
    }

    Crew() {
        try {
            folder = Files.createTempDirectory("crew");
            simulator = DomoSimulator.start(
                    0,
                    Files.createDirectories(folder.resolve("domo")),
                    SimulatorOptions.defaults().withCommitTakes(Duration.ofMillis(50)),
                    Clock.systemUTC(),
                    List.of(new Ways()));
            look = new DomoLook(simulator.url());
            Files.createDirectories(folder.resolve("config"));
            Files.writeString(folder.resolve("config/application.yaml"), """
                    domo:
                      url: %s
                      client-secret: secret
                      poll-interval: 100ms
                      verify-timeout: 5s
                      commit-interval: 0s
                      retries: 2
                    report.directory: '%s'
                    logging.level.io.domostream: DEBUG
                    loads:
                    %s""".formatted(
                            simulator.url(), folder.resolve("reports"), LOADS.indent(2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The source's rows are others than the night before, and partly of other keys. */
    Night night(Method method) {
        int number = ++nights;
        int first = 1 + number % 3 * 10;
        TestPostgres.execute(
                sourceUrl,
                "create table if not exists crew_rows (id bigint primary key, note text)",
                "truncate crew_rows",
                "insert into crew_rows select g, 'night %d row ' || g from generate_series(%d, %d) g"
                        .formatted(number, first, first + ROWS - 1));
        var rows = IntStream.range(first, first + ROWS)
                .mapToObj(id -> "%d,night %d row %d".formatted(id, number, id))
                .toList();
        var before = contents.getOrDefault(method, List.of());
        var right = new ArrayList<>(rows);
        if (method == Method.APPEND) {
            right.addAll(before);
        } else if (method == Method.UPSERT) {
            before.stream()
                    .filter(row -> {
                        int id = Integer.parseInt(row.replaceAll(",.*", ""));
                        return id < first || id >= first + ROWS;
                    })
                    .forEach(right::add);
        }
        return new Night(number, method, before, right.stream().sorted().toList());
    }

    void loaded(Night night) {
        contents.put(night.method(), night.right());
    }

    List<String> rows(String load) {
        return look.rows("crew-" + load);
    }

    /** As many workers as there should be, all of them waiting. */
    void complete() {
        workers.removeIf(worker -> !worker.process().running());
        var late = new ArrayList<Member>();
        while (workers.size() < WORKERS) {
            var worker = start("work");
            workers.add(worker);
            late.add(worker);
        }
        late.forEach(worker -> worker.process().awaitErr("waiting for slices"));
    }

    Member newest() {
        return workers.get(workers.size() - 1);
    }

    Member start(String... arguments) {
        return start(null, () -> {}, arguments);
    }

    Member start(@Nullable Blow blow, Runnable looks, String... arguments) {
        var member = new Member("member-" + ++count, sourceUrl, repositoryUrl);
        members.put(member.name, member);
        member.arm(blow, looks);
        var environment = Map.of(
                "DOMO_CLIENT_ID",
                member.name,
                "SPRING_DATASOURCE_URL",
                member.repository.url(),
                "SOURCE_URL",
                member.source.url(door.port()) + "&assumeMinServerVersion=9.0&ApplicationName=" + member.name);
        member.is(LoaderProcess.start(folder, environment, arguments));
        return member;
    }

    private Member member(String name) {
        return Objects.requireNonNull(members.get(name), name);
    }

    int commitsTaken() {
        return members.values().stream()
                .mapToInt(member -> member.domo.commitsTaken())
                .sum();
    }

    /** What the dead had on its way arrives. */
    void deliverLate() {
        members.values().forEach(member -> member.domo.deliverLateUnchecked());
    }

    /** Until the run has ended, or could have if it waited for nobody. */
    void whileItIsFrozen(LoaderProcess run) {
        for (long i = 0; i < FROZEN.toMillis() / PART_MILLIS && run.running(); i++) {
            pause();
        }
    }

    private void pause() {
        try {
            var unused = never.await(PART_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many workers hold what a commit waits for. */
    long workersPresent() {
        return count(
                repositoryUrl,
                "select count(*) from pg_locks where locktype = 'advisory' and mode = 'ShareLock'" + HERE);
    }

    /** All workers that are left are idle, no lock is held, and no slice waits to be taken. */
    void requireNothingLeft(String told) {
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        long locks;
        long slices;
        long readers;
        do {
            locks = count(repositoryUrl, "select count(*) from pg_locks where locktype = 'advisory'" + HERE);
            slices = count(repositoryUrl, "select count(*) from int_channel_message");
            readers = count(sourceUrl, READERS);
        } while (locks + slices + readers > 0 && System.nanoTime() < giveUp);
        assertThat(locks).as("locks held; " + told).isZero();
        assertThat(slices).as("slices left; " + told).isZero();
        assertThat(readers).as("transactions of readers left open; " + told).isZero();
        workers.stream()
                .filter(worker -> worker != newest())
                .forEach(worker -> assertThat(worker.process().running())
                        .as("a worker has ended: %s; %s", worker.process().err(), told)
                        .isTrue());
    }

    private static long count(String url, String sql) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            return answer.next() ? answer.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        members.values().forEach(Member::close);
        simulator.close();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each process's calls go its own way. */
    private final class Ways extends Filter {
        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            if (exchange.getRequestHeaders().containsKey(DomoWire.LOOK)) {
                chain.doFilter(exchange);
                return;
            }
            var member = memberOf(exchange);
            var kind = DomoWire.kind(exchange);
            calls.add(member.name + " " + kind);
            if (kind.endsWith("/commit")) {
                deliverLate();
            }
            if (kind.contains("/part/")) {
                // So that no worker has done all before the others come.
                pause();
            }
            member.domo.doFilter(exchange, new Chain(List.of(), held -> {
                chain.doFilter(held);
                if (kind.contains("/oauth/token")) {
                    var answer = JsonMapper.shared().readTree(((HeldExchange) held).answer());
                    byToken.put(answer.path("access_token").asString(), member);
                }
            }));
        }

        private Member memberOf(HttpExchange exchange) {
            var header = exchange.getRequestHeaders().getFirst("Authorization").split(" ", 2);
            return header[0].equals("Basic")
                    ? member(new String(Base64.getDecoder().decode(header[1]), StandardCharsets.UTF_8)
                            .replaceAll(":.*", ""))
                    : Objects.requireNonNull(byToken.get(header[1]));
        }

        @Override
        public String description() {
            return "whose call it is";
        }
    }
}
