package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WaitsTest {
    private static final byte[] ROW = {'1', '\n'};

    @RegisterExtension
    private final ScriptedDomo domo = new ScriptedDomo();

    private final DomoClient client = domo.client();

    @Test
    void anInterruptEndsTheWaitThatDomoAskedFor() throws Exception {
        domo.answer(503, "<html/>", "Retry-After", "Thu, 15 Jan 2026 10:30:00 GMT");
        var e = interrupted(() -> client.parts().upload(42, 7, 3, ROW, false));
        assertThat(e).hasMessageContaining("Domo had asked to wait");
        assertThat(domo.asked()).hasSize(1);
    }

    @Test
    void anInterruptEndsTheDelayBeforeARetry() throws Exception {
        domo.answer(500, "{\"message\":\"sorry\"}");
        var slow = new DomoClient(domo.settings(2), domo.clock(), Duration.ofSeconds(30));
        var e = interrupted(() -> slow.parts().upload(42, 7, 3, ROW, false));
        assertThat(e).hasMessageContaining("HTTP 500: sorry (interrupted)");
        assertThat(e.mayHaveBeenDone()).isTrue();
    }

    @Test
    void anInterruptDuringACommitLeavesItsOutcomeUnknown() throws Exception {
        client.executions().retrieve(42, 7);
        domo.hang();
        assertThat(interrupted(() -> client.executions().commit(42, 7)).mayHaveBeenDone())
                .isTrue();
    }

    @Test
    void aBodyThatStallsIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0)) {
            new Thread(() -> halfAnAnswer(silent)).start();
            var url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            var settings = new DomoSettings(url, "an-id", "s3", Duration.ofSeconds(2), Duration.ofMillis(300), 0);
            var stalled = new DomoClient(settings, domo.clock());
            assertThatThrownBy(() -> stalled.executions().retrieve(1, 1))
                    .isInstanceOf(DomoException.NotSent.class)
                    .hasMessageContaining("the answer stopped halfway");
        }
    }

    private static DomoException.Unavailable interrupted(ThrowingCallable call) throws Exception {
        var end = new CompletableFuture<DomoException.Unavailable>();
        var flag = new CompletableFuture<Boolean>();
        var caller = new Thread(() -> {
            end.complete(catchThrowableOfType(DomoException.Unavailable.class, call));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        TimeUnit.MILLISECONDS.sleep(500);
        caller.interrupt();
        var e = end.get(2, TimeUnit.SECONDS);
        assertThat(flag.get(2, TimeUnit.SECONDS)).isTrue();
        return e;
    }

    private static void halfAnAnswer(ServerSocket silent) {
        try {
            var out = silent.accept().getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{".getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
