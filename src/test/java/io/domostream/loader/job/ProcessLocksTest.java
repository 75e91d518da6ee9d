package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcessLocksTest {
    private final ProcessLocks locks = new ProcessLocks();

    private static void busy(Runnable taking, String what) {
        assertThatThrownBy(taking::run)
                .isInstanceOfSatisfying(
                        LoadFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCodes.BUSY))
                .hasMessageContaining(what);
    }

    @Test
    void aLoadIsRunOnceAtATime() {
        try (var held = locks.take("orders", "me")) {
            held.requireHeld();
            assertThat(locks.isHeld("orders")).isTrue();
            busy(() -> locks.take("orders", "you"), "load orders is being run by me");
            locks.take("customers", "you").close();
        }
        assertThat(locks.isHeld("orders")).isFalse();
        locks.take("orders", "you").close();
    }

    @Test
    void aStreamIsLoadedByOneLoadAtATime() {
        var held = locks.take("orders", "me");
        held.alsoStream(7);
        held.alsoStream(7);
        try (var other = locks.take("customers", "you")) {
            busy(() -> other.alsoStream(7), "stream 7 of load customers is being run by me");
            held.close();
            other.alsoStream(7);
        }
    }

    @Test
    void whatWasLetGoIsNotHeld() {
        var held = locks.take("orders", "me");
        held.close();
        assertThatThrownBy(held::requireHeld).hasMessageContaining("the lock of load orders was let go");
    }
}
