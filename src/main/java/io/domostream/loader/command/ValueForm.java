package io.domostream.loader.command;

import io.domostream.loader.source.DomoType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Pattern;

/** How a value of each Domo type is written, as the README's table of types promises it. */
final class ValueForm {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final int DATE_LENGTH = 10;
    private static final int DATETIME_LENGTH = 19;

    private ValueForm() {}

    static boolean fits(DomoType type, String value) {
        try {
            return switch (type) {
                case STRING -> true;
                case LONG -> value.equals(Long.toString(Long.parseLong(value)));
                case DECIMAL -> NUMBER.matcher(value).matches();
                case DOUBLE -> Double.isFinite(Double.parseDouble(value));
                case DATE -> date(value);
                case DATETIME ->
                    value.length() == DATETIME_LENGTH
                            && value.charAt(DATE_LENGTH) == ' '
                            && date(value.substring(0, DATE_LENGTH))
                            && LocalTime.parse(value.substring(DATE_LENGTH + 1)).isBefore(LocalTime.MAX);
            };
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }

    private static boolean date(String value) {
        return value.length() == DATE_LENGTH && LocalDate.parse(value).getYear() > 0;
    }
}
