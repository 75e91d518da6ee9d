package io.domostream.loader.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/** Writes binary floats as PostgreSQL does: the shortest digits that give the same number, and its choice of exponents. */
final class FloatText {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final int SMALLEST_PLAIN = -4;
    private static final int FLOAT_DIGITS = 6;
    private static final int DOUBLE_DIGITS = 15;

    private FloatText() {}

    static String of(float value) {
        if (!Float.isFinite(value)) {
            return Float.toString(value);
        }
        if (value == 0) {
            return zero(1 / value < 0);
        }
        var exact = new BigDecimal(value);
        float up = Math.nextUp(value);
        float down = Math.nextDown(value);
        var digits = shortest(
                exact,
                new BigDecimal(Float.toString(value)),
                some -> some.floatValue() == value
                        && (Float.isInfinite(up) || isNotBetween(some, exact, new BigDecimal(up)))
                        && (Float.isInfinite(down) || isNotBetween(some, exact, new BigDecimal(down))));
        return text(digits, FLOAT_DIGITS);
    }

    static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return zero(1 / value < 0);
        }
        var exact = new BigDecimal(value);
        double up = Math.nextUp(value);
        double down = Math.nextDown(value);
        var digits = shortest(
                exact,
                new BigDecimal(Double.toString(value)),
                some -> some.doubleValue() == value
                        && (Double.isInfinite(up) || isNotBetween(some, exact, new BigDecimal(up)))
                        && (Double.isInfinite(down) || isNotBetween(some, exact, new BigDecimal(down))));
        return text(digits, DOUBLE_DIGITS);
    }

    /** Java's own form is sometimes longer than need be, and sometimes shorter than PostgreSQL allows. */
    private static BigDecimal shortest(BigDecimal exact, BigDecimal javas, Predicate<BigDecimal> isSame) {
        int length = javas.stripTrailingZeros().precision();
        while (!isSame.test(rounded(exact, length))) {
            length++;
        }
        while (length > 1 && isSame.test(rounded(exact, length - 1))) {
            length--;
        }
        return rounded(exact, length);
    }

    /** Right in the middle of two floats, a text is read as one of them by a mere rule. */
    private static boolean isNotBetween(BigDecimal some, BigDecimal exact, BigDecimal neighbour) {
        return some.multiply(TWO).compareTo(exact.add(neighbour)) != 0;
    }

    private static BigDecimal rounded(BigDecimal exact, int digits) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static String zero(boolean negative) {
        return negative ? "-0" : "0";
    }

    private static String text(BigDecimal value, int longestPlain) {
        var digits = value.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= SMALLEST_PLAIN && exponent < longestPlain) {
            return digits.toPlainString();
        }
        var mantissa = digits.movePointLeft(exponent).toPlainString();
        return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
