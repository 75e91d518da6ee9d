package io.domostream.loader.source;

/**
 * What a column of another database than PostgreSQL holds, whatever its database calls it. It is decided once, from the
 * declared type, and says how each of the column's values is read.
 */
public enum JdbcKind {
    /** A column of PostgreSQL, or one that the source lacks. */
    NONE(DomoType.STRING),
    WHOLE(DomoType.LONG),
    NUMBER(DomoType.DECIMAL),
    /** Has NaN and infinities beside exact numbers, which only its text shows. */
    DECIMAL_FLOAT(DomoType.DECIMAL),
    REAL(DomoType.DOUBLE),
    DOUBLE(DomoType.DOUBLE),
    BOOLEAN(DomoType.STRING),
    DATE(DomoType.DATE),
    TIMESTAMP(DomoType.DATETIME),
    ZONED_TIMESTAMP(DomoType.DATETIME),
    TIME(DomoType.STRING),
    ZONED_TIME(DomoType.STRING),
    /** Texts that may be read as numbers or dates. */
    TEXT(DomoType.STRING),
    /** The same, filled up with blanks. */
    PADDED(DomoType.STRING),
    UUID(DomoType.STRING),
    /** What only a text can show: a period, a network address; the database may order it in another way than its text. */
    TEXT_ONLY(DomoType.STRING),
    BINARY(DomoType.STRING),
    /** Bits that a database compares as a number, and a driver gives as bytes. */
    BITS(DomoType.STRING),
    /** Has no declared type: each value may be of another. */
    ANY(DomoType.STRING),
    /** Holds what no text shows the same on every database. */
    UNREADABLE(DomoType.STRING);

    private final DomoType own;

    JdbcKind(DomoType own) {
        this.own = own;
    }

    DomoType own() {
        return own;
    }

    boolean isTime() {
        return this == DATE || this == TIMESTAMP || this == ZONED_TIMESTAMP;
    }

    boolean canBecome(DomoType type) {
        if (type == DomoType.STRING || type == own) {
            return true;
        }
        boolean time = type == DomoType.DATE || type == DomoType.DATETIME;
        return switch (this) {
            case TEXT, PADDED, ANY -> true;
            case DATE, TIMESTAMP, ZONED_TIMESTAMP -> time;
            case WHOLE, NUMBER, DECIMAL_FLOAT, REAL, DOUBLE, BOOLEAN -> !time;
            default -> false;
        };
    }

    /** Whether pages can be cut along such values: they are compared as they are ordered, and survive the way to the loader and back. */
    boolean canBeBound() {
        return switch (this) {
            case WHOLE, NUMBER, DECIMAL_FLOAT, DOUBLE, DATE, TIMESTAMP, ZONED_TIMESTAMP, TEXT, PADDED, UUID, BINARY ->
                true;
            default -> false;
        };
    }
}
