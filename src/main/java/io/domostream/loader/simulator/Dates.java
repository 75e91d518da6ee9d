package io.domostream.loader.simulator;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Tells dates and times; read by hand, since java.time's formatters would take most of an upload's time. */
final class Dates {

    private static final DateTimeFormatter DATETIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd['T'][' ']HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS]['Z']", Locale.ROOT);

    private Dates() {}

    static boolean date(String value) {
        return value.length() == 10
                && value.charAt(4) == '-'
                && value.charAt(7) == '-'
                && LocalDate.of(digits(value, 0, 4), digits(value, 5, 7), digits(value, 8, 10))
                                .getYear()
                        >= 0;
    }

    static boolean datetime(String value) {
        if (value.length() != 19 || (value.charAt(10) != ' ' && value.charAt(10) != 'T')) {
            return DATETIME.parse(value).isSupported(ChronoField.HOUR_OF_DAY);
        }
        return date(value.substring(0, 10))
                && value.charAt(13) == ':'
                && value.charAt(16) == ':'
                && digits(value, 11, 13) < 24
                && digits(value, 14, 16) < 60
                && digits(value, 17, 19) < 60;
    }

    private static int digits(String value, int from, int to) {
        var number = 0;
        for (var i = from; i < to; i++) {
            var digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new NumberFormatException("not a digit");
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
