package io.domostream.loader.command;

import io.domostream.loader.source.DomoType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Pattern;

/** How a value of each Domo type is written, as the README's table of types promises it. */
final class ValueForm {
    private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final String DATE = "dddd-dd-dd";
    private static final String DATETIME = DATE + " dd:dd:dd";

    private ValueForm() {}

    static boolean fits(DomoType type, String value) {
        try {
            return switch (type) {
                case STRING -> true;
                case LONG -> value.equals(Long.toString(Long.parseLong(value)));
                case DECIMAL -> DECIMAL.matcher(value).matches();
                case DOUBLE -> Double.isFinite(Double.parseDouble(value));
                case DATE -> shaped(DATE, value) && date(value).getYear() > 0;
                case DATETIME ->
                    shaped(DATETIME, value)
                            && date(value).getYear() > 0
                            && LocalTime.of(number(value, 11, 13), number(value, 14, 16), number(value, 17, 19))
                                    .isBefore(LocalTime.MAX);
            };
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }

    // By hand, since java.time's parsing would take most of the time.
    private static boolean shaped(String shape, String value) {
        if (value.length() != shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char c = value.charAt(i);
            boolean right = shape.charAt(i) == 'd' ? c >= '0' && c <= '9' : c == shape.charAt(i);
            if (!right) {
                return false;
            }
        }
        return true;
    }

    private static LocalDate date(String value) {
        return LocalDate.of(number(value, 0, 4), number(value, 5, 7), number(value, 8, 10));
    }

    private static int number(String value, int from, int to) {
        return Integer.parseInt(value, from, to, 10);
    }
}
