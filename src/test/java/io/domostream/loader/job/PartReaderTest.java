package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.part.Part;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PartReaderTest {
    private final OneAttempt one = OneAttempt.of(LoadSettings.Method.REPLACE);
    private @Nullable IOException fault;
    private final PartReader parts = new PartReader(one.attempt, one.state) {
        @Override
        ReadyPart next() throws IOException {
            if (fault != null) {
                throw fault;
            }
            return new ReadyPart(1, 1, 0, new Part(new byte[1], 1, 1), Took.UNKNOWN);
        }
    };

    @AfterEach
    void end() {
        one.close();
    }

    @Test
    void aStopIsNotTheSlicesEnd() {
        one.stop.request();
        assertThatThrownBy(parts::read).hasMessageContaining("stopped by a signal");
    }

    @Test
    void anotherSlicesFailureIsNotTheSlicesEnd() {
        one.attempt.failed(new IllegalStateException("elsewhere"));
        assertThatThrownBy(parts::read).hasMessage("another slice has failed").hasRootCauseMessage("elsewhere");
    }

    @Test
    void itsOwnFailureIsTheAttemptsCause() {
        fault = new IOException("here");
        assertThatThrownBy(parts::read).isSameAs(fault);
        assertThat(one.attempt.failure()).isSameAs(fault);
        one.attempt.failed(new IllegalStateException("later"));
        assertThat(one.attempt.failure()).isSameAs(fault);
    }
}
