package io.domostream.loader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PartUploadTest {

    @RegisterExtension
    private final Domo domo = new Domo();

    @Test
    void fourWireFormsAndAChunkedBodyGiveTheSameRows() throws IOException {
        var stream = stream();
        var execution = domo.execute(stream);
        var zipped = Domo.gzip("a,b\n");
        put(
                execution + "/part/0",
                BodyPublishers.ofByteArray(zipped),
                "Content-Type",
                "text/csv",
                "Content-Encoding",
                "gzip");
        put(execution + "/part/1", BodyPublishers.ofByteArray(zipped), "Content-Type", "application/gzip");
        put(execution + "/part/2", BodyPublishers.ofByteArray(zipped), "Content-Type", "text/csv");
        put(execution + "/part/3", BodyPublishers.ofString("a,b"), "Content-Type", "text/csv");
        put(
                execution + "/part/4",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(zipped)),
                "Content-Type",
                "application/gzip");
        var glued = BodyPublishers.concat(BodyPublishers.ofByteArray(zipped), BodyPublishers.ofByteArray(zipped));
        put(execution + "/part/5/", glued, "Content-Type", "application/gzip");
        domo.call("PUT", execution + "/commit", "");
        assertThat(domo.settled(execution)).isEqualTo("SUCCESS");
        assertThat(domo.rows(stream)).isEqualTo("a,b\n".repeat(7));
    }

    @Test
    void clientThatExpects100ContinueIsServed() {
        var execution = domo.execute(stream());
        var answer = domo.send(domo.request(execution + "/part/1")
                .expectContinue(true)
                .header("Authorization", "Bearer " + domo.token())
                .PUT(BodyPublishers.ofString("a,b")));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void samePartAgainReplacesItAndTheIdGivesTheOrder() {
        var stream = stream();
        var execution = domo.execute(stream);
        domo.part(execution, 2, "two,x");
        domo.part(execution, 1, "wrong,x\nwrong,y");
        domo.part(execution, 1, "one,x");
        domo.call("PUT", execution + "/commit", "");
        domo.settled(execution);
        assertThat(domo.rows(stream)).isEqualTo("one,x\ntwo,x\n");
    }

    @Test
    void tooFewColumnsAreRefusedWithDomosKindOfMessage() {
        var execution = domo.execute(stream());
        var answer = domo.part(execution, 1, "a,b\nc,d\ne\n");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(domo.json(answer).path("message").asString(""))
                .isEqualTo("Invalid CSV provided during upload. "
                        + "msg=There are too few columns. Expected 2. Row 3, column 2");
        assertThat(domo.part(execution, 1, "a,b,c").body()).contains("too many columns. Expected 2. Row 1, column 3");
        assertThat(domo.part(execution, 1, "\"a\"x,b").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "LONG, 12, 1.5",
        "DECIMAL, -1.50, 1x",
        "DOUBLE, 1e10, NaN",
        "DATE, 2024-02-29, 2023-02-29",
        "DATETIME, 2024-01-31 23:59:59, 2024-01-31 25:00:00",
        "DATETIME, 2024-01-31T23:59:59Z, 31.1.2024"
    })
    void valuesAreCheckedAgainstTheirColumn(String type, String good, String bad) {
        var stream = domo.newStream(Domo.columns(type + " v", "LONG n"), "\"updateMethod\":\"REPLACE\"");
        var execution = domo.execute(stream);
        assertThat(domo.part(execution, 1, good + ",1\n,2\n").statusCode()).isEqualTo(200);
        var refused = domo.part(execution, 2, "," + "1\n" + bad + ",1\n");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("Row 2, column 1").doesNotContain(bad);
    }

    @Test
    void brokenGzipBadTextAndBadPartIdsAreRefused() throws IOException {
        var execution = domo.execute(stream());
        var cut = Arrays.copyOf(Domo.gzip("a,b\n".repeat(999)), 30);
        for (var body : new byte[][] {cut, {'a', ',', (byte) 0xff}}) {
            assertThat(domo.call("PUT", execution + "/part/1", BodyPublishers.ofByteArray(body))
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(domo.call("PUT", execution + "/part/1", BodyPublishers.ofString("a,b"), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(400);
        assertThat(domo.part(execution, 999_999, "a,b").body()).contains("Too many non-consecutive part ids");
        assertThat(domo.call("PUT", execution + "/part/-1", "a,b").statusCode()).isEqualTo(400);
    }

    @Test
    void sixtyPartsAtOnceAreAllTaken() throws Exception {
        var stream = stream();
        var execution = domo.execute(stream);
        var threads = Executors.newFixedThreadPool(60);
        try {
            var uploads = IntStream.rangeClosed(1, 60)
                    .<Callable<Integer>>mapToObj(
                            id -> () -> domo.part(execution, id, "p," + id).statusCode())
                    .toList();
            for (var upload : threads.invokeAll(uploads)) {
                assertThat(upload.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
        domo.call("PUT", execution + "/commit", "");
        domo.settled(execution);
        assertThat(domo.rows(stream).lines())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 60).mapToObj(id -> "p," + id).toList());
    }

    @Test
    void partAnswersWithItsExecution() {
        var execution = domo.execute(stream());
        domo.now.addAndGet(60);
        var answer = domo.json(domo.part(execution, 1, "a,b"));
        assertThat(answer.path("id").asInt()).isEqualTo(1);
        assertThat(answer.path("currentState").asString("")).isEqualTo("ACTIVE");
        assertThat(answer.path("createdAt").asString("")).isEqualTo("2016-05-26T21:03:35Z");
        assertThat(answer.path("modifiedAt").asString("")).isEqualTo("2016-05-26T21:04:35Z");
    }

    private void put(String path, BodyPublisher body, String... headers) {
        var answer = domo.call("PUT", path, body, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private JsonNode stream() {
        return domo.newStream();
    }
}
