package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/** A time that an option is given, written as in settings. */
final class GivenTime {
    private GivenTime() {}

    static Duration of(String option, String text) {
        try {
            var time = DurationStyle.detectAndParse(text);
            if (!time.isNegative()) {
                return time;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Told below.
        }
        throw BadSettings.of(option, text, "give a time, such as 0s, 200ms or 15m")
                .see(Runbook.COMMAND_WRONG);
    }
}
