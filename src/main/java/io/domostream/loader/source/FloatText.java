package io.domostream.loader.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes binary floats as PostgreSQL does: the shortest digits that give the same number, and its choice of exponents. */
final class FloatText {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
    private static final double LARGEST_OF_15_DIGITS = 1e15;
    private static final double SMALLEST_OF_PLAIN = 1e-4;
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
        var fewDigits = fewDigits(value);
        if (fewDigits != null) {
            return fewDigits;
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

    /**
     * The quick way for numbers that people write: up to 15 digits stand for one double alone, and dividing such a whole number by a
     * power of ten that is itself exact gives just that double.
     */
    private static @Nullable String fewDigits(double value) {
        for (int decimals = 0; decimals < POWERS.length; decimals++) {
            double scaled = value * POWERS[decimals];
            double whole = Math.rint(scaled);
            if (Math.abs(whole) >= LARGEST_OF_15_DIGITS) {
                return null;
            }
            if (Math.abs(whole) >= 1 && whole / POWERS[decimals] == value) {
                return Math.abs(value) < SMALLEST_OF_PLAIN
                        ? null
                        : BigDecimal.valueOf((long) whole, decimals).toPlainString();
            }
        }
        return null;
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
