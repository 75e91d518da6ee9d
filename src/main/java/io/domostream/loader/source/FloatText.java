package io.domostream.loader.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Writes binary floats as PostgreSQL does: the shortest digits that give the same number, and its choice of exponents. */
final class FloatText {
    private static final int SMALLEST_PLAIN = -4;
    private static final int FLOAT_DIGITS = 6;
    private static final int DOUBLE_DIGITS = 15;

    private FloatText() {}

    static String of(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            return Float.toString(value);
        }
        var digits = new BigDecimal(Float.toString(value));
        var exact = new BigDecimal(value);
        for (int fewer = digits.precision() - 1; fewer > 0; fewer--) {
            var shorter = rounded(exact, fewer);
            if (shorter.floatValue() != value) {
                break;
            }
            digits = shorter;
        }
        return text(digits, 1 / value < 0, FLOAT_DIGITS);
    }

    // Java 17's own form is sometimes a digit too long.
    static String of(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        var digits = new BigDecimal(Double.toString(value));
        var exact = new BigDecimal(value);
        for (int fewer = digits.precision() - 1; fewer > 0; fewer--) {
            var shorter = rounded(exact, fewer);
            if (shorter.doubleValue() != value) {
                break;
            }
            digits = shorter;
        }
        var nearest = rounded(exact, digits.stripTrailingZeros().precision());
        return text(nearest.doubleValue() == value ? nearest : digits, 1 / value < 0, DOUBLE_DIGITS);
    }

    private static BigDecimal rounded(BigDecimal exact, int digits) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static String text(BigDecimal value, boolean negative, int longestPlain) {
        if (value.signum() == 0) {
            return negative ? "-0" : "0";
        }
        var digits = value.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= SMALLEST_PLAIN && exponent < longestPlain) {
            return digits.toPlainString();
        }
        var mantissa = digits.movePointLeft(exponent).toPlainString();
        return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
