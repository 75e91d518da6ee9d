package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.command.DomoStreamLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is typed wrongly ends with 2 and one line: what is wrong, and what to type. */
class WrongCommandLineTest {
    private static final String SETTINGS = "spring.config.additional-location";

    @TempDir
    static Path folder;

    private static DomoAlone domo;

    @BeforeAll
    static void begin() throws IOException {
        domo = new DomoAlone(folder);
        // As an argument it would be one more thing that can be wrong.
        System.setProperty(SETTINGS, "file:" + folder + "/config/");
        Files.writeString(folder.resolve("list.json"), "[1]");
        Files.writeString(folder.resolve("cut.json"), "{\n\"updateMethod\": ");
        Files.write(folder.resolve("empty.csv"), new byte[0]);
        try (var huge = new RandomAccessFile(folder.resolve("huge.csv").toFile(), "rw")) {
            // Of a size, but without content: it takes no room.
            huge.setLength(Runtime.getRuntime().maxMemory());
        }
        Files.write(folder.resolve("cut.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
    }

    @AfterAll
    static void end() {
        System.clearProperty(SETTINGS);
        domo.close();
    }

    @AfterEach
    void domoHeardNothing() {
        assertThat(domo.calls).isEmpty();
    }

    @Test
    void debugShowsWhatLedToTheMessage() {
        var run = Loader.run(folder, "run", "orders", "--new=last", "--debug");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Caused by: " + NumberFormatException.class.getName());
        assertThat(Loader.run(folder, "run", "orders", "--new=last").err()).doesNotContain("Exception");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                                            | subcommand & run, work, & status & domo-stream-loader --help
            runn orders                                   | 'runn' & give one of run, work & --help
            --jsn                                         | --jsn & domo-stream-loader --help
            run                                           | no LOAD is named & --all & run --help
            run orders --bogus                            | '--bogus' & run --help
            run orders yesterday                          | load orders is unknown & application.yaml
            run orders --commit-again                     | --commit-again & EXECUTION & run --help
            run orders --commit-again=twice               | --commit-again & 'twice' is not a whole number & run --help
            run orders --new=last                         | --new is last & give a run's number
            run orders --new --commit-again=3             | --new & --commit-again & give one of them
            run orders --recreate --recreate              | --recreate & only once & run --help
            plan                                          | 'LOAD' & plan --help
            plan orders --recreate                        | '--recreate' & plan --help
            status orders more                            | 'more' & status --help
            settle orders                                 | 'FINDING' & settle --help
            settle                                        | 'LOAD', 'FINDING' & settle --help
            settle orders maybe                           | 'maybe' & FINDING & expected one of & settle --help
            abort                                         | 'LOAD' & abort --help
            abort orders 3                                | '3' & abort --help
            work --until-idle=soon                        | --until-idle is soon & give a time, such as 0s
            work --until-idle=-5m                         | --until-idle is -5m & give a time, such as 0s
            work yesterday                                | load yesterday is unknown & application.yaml
            work                                          | loads is missing & loads.NAME & application.yaml
            simulate --port=http                          | --port & 'http' is not a whole number & simulate --help
            simulate --port=70000                         | --port is 70000 & give 1 to 65535
            simulate --commit-takes=soon                  | --commit-takes is soon & such as 0s
            simulate --commit-interval=-1s                | --commit-interval is -1s & such as 0s
            simulate --data={}/list.json/sub              | --data is & list.json/sub & give a folder
            """)
    void aLoadsCommandIsToldWhatIsWrongWithIt(String line, String says) {
        told(line, says);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            streams                                       | subcommand & create, delete, get, list, search, update & streams --help
            executions                                    | subcommand & abort, commit & executions --help
            parts                                         | subcommand & upload & parts --help
            streams lst                                   | 'lst' & create, delete, get, list & streams --help
            streams frobnicate                            | 'frobnicate' & create, delete, get & streams --help
            streams list 42                               | '42' & streams list --help
            streams list --limit=many                     | --limit & 'many' is not a whole number & streams list --help
            streams list --limit=0                        | --limit is 0 & give 1 to 500 & streams list --help
            streams list --limit=501                      | --limit is 501 & give 1 to 500, and --all & streams list --help
            streams list --offset=-1                      | --offset is -1 & give 0 or more & streams list --help
            streams list --json --table                   | --json and --table & give one of them & streams list --help
            streams list --al                             | '--al' & did you mean & --all & streams list --help
            streams search                                | '--qualifiers=FIELD:VALUE' & streams search --help
            streams search -q Orders                      | -q is 'Orders' & dataSource.name:Orders & streams search --help
            streams get                                   | 'STREAM_ID' & streams get --help
            streams get orders                            | STREAM_ID & 'orders' is not a whole number & streams get --help
            streams create                                | --name is missing & --body & streams create --help
            streams create --name=O                       | --column is missing & NAME:TYPE & streams create --help
            streams create --name=O --column=note         | --column is 'note' & NAME:TYPE & STRING & streams create --help
            streams create --name=O --column=a:VARCHAR    | --column is 'a:VARCHAR' & STRING, DECIMAL & streams create --help
            streams create --name=O --body={}/cut.json    | --body and --name & give one of them & streams create --help
            streams create --body={}/nope.json            | --body is & nope.json & standard input
            streams create --body={}/cut.json             | --body is & no JSON from line 2 on & commas
            streams create --body={}/list.json            | --body is & no JSON object & dataSet
            streams update 42                             | nothing is to be changed & --update-method & streams update --help
            streams update 42 --update-method=MERGE       | 'MERGE' & [REPLACE, APPEND, UPSERT] & streams update --help
            streams delete                                | 'STREAM_ID' & streams delete --help
            executions get 42                             | 'EXECUTION_ID' & executions get --help
            executions create                             | 'STREAM_ID' & executions create --help
            executions commit 42                          | 'EXECUTION_ID' & executions commit --help
            executions commit 42 1 --wait=5s              | --wait & '5s' & executions commit --help
            executions abort 42 1 2                       | '2' & executions abort --help
            executions abort 42 all                       | EXECUTION_ID & 'all' is not a whole number & executions abort --help
            parts upload 42 1                             | 'PART_ID' & parts upload --help
            parts upload 42 1 one                         | PART_ID & 'one' is not a whole number & parts upload --help
            parts upload 42 1 1 {}/nope.csv               | FILE is & nope.csv & standard input
            parts upload 42 1 1 {}                        | FILE is & can't be read & standard input
            parts upload 42 1 1 {}/huge.csv               | FILE is & huge.csv of & give at most & java -Xmx
            parts upload 42 1 1 {}/empty.csv              | FILE is & empty & at least one row
            parts upload 42 1 1 {}/cut.gz                 | FILE is & damaged gzip & gzip -t
            """)
    void aSingleCallIsToldWhatIsWrongWithIt(String line, String says) {
        told(line, says);
    }

    private static void told(String line, String says) {
        var run = run(line);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.said().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).contains(says.split(" & "));
        assertThat(run.out().isEmpty()).isNotEqualTo(line.contains("--json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"streams get orders", "streams list --limit=0", "parts upload 1 1 1 nope", "run o --new=last"})
    void withJsonTheDocumentSaysTheSame(String line) {
        var run = run(line + " --json");
        var json = JsonMapper.shared().readTree(run.out());
        assertThat(json.get("exitCode").asInt()).isEqualTo(2);
        assertThat(json.get("message").asString()).isEqualTo(run.said());
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            told(
                    "simulate --port=" + taken.getLocalPort(),
                    "--port is %d, which is taken & 0 for any free one".formatted(taken.getLocalPort()));
        }
    }

    private static Loader run(String line) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = DomoStreamLoader.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(line.replace("{}", folder.toString()).split(" "))
                        .filter(word -> !word.isEmpty())
                        .toArray(String[]::new));
        return new Loader(code, out.toString(), err.toString());
    }
}
