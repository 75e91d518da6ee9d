package io.domostream.loader.source;

/**
 * How the values of a PostgreSQL type are read, decided by the type's OID: names can be shadowed by a user's own type, and
 * some depend on settings.
 */
public enum PostgresKind {
    SMALLINT(DomoType.LONG),
    INTEGER(DomoType.LONG),
    BIGINT(DomoType.LONG),
    OID(DomoType.LONG),
    NUMERIC(DomoType.DECIMAL),
    MONEY(DomoType.DECIMAL),
    REAL(DomoType.DOUBLE),
    DOUBLE(DomoType.DOUBLE),
    DATE(DomoType.DATE),
    TIMESTAMP(DomoType.DATETIME),
    TIMESTAMPTZ(DomoType.DATETIME),
    BOOLEAN(DomoType.STRING),
    /** {@code char(n)}, whose padding has no meaning. */
    PADDED(DomoType.STRING),
    BYTEA(DomoType.STRING),
    XML(DomoType.STRING),
    /** Arrays and rows, which are sent as JSON. */
    NESTED(DomoType.STRING),
    /** Digits in such a text are no number and no date. */
    SPECIAL_TEXT(DomoType.STRING),
    TEXT(DomoType.STRING),
    /** Of another database than PostgreSQL, or of no column of the source. */
    NONE(DomoType.STRING);

    private final DomoType domoType;

    PostgresKind(DomoType domoType) {
        this.domoType = domoType;
    }

    /** By the OIDs of pg_type, which are the same in every database. {@code nested}: the type is an array or a row. */
    static PostgresKind of(long oid, boolean nested) {
        if (nested) {
            return NESTED;
        }
        return switch ((int) oid) {
            case 21 -> SMALLINT;
            case 23 -> INTEGER;
            case 20 -> BIGINT;
            case 26 -> OID;
            case 1700 -> NUMERIC;
            case 790 -> MONEY;
            case 700 -> REAL;
            case 701 -> DOUBLE;
            case 1082 -> DATE;
            case 1114 -> TIMESTAMP;
            case 1184 -> TIMESTAMPTZ;
            case 16 -> BOOLEAN;
            case 1042 -> PADDED;
            case 17 -> BYTEA;
            case 142 -> XML;
            // An anonymous row.
            case 2249 -> NESTED;
            // bit, varbit; point, lseg, path, box, polygon, line, circle
            case 1560, 1562, 600, 601, 602, 603, 604, 628, 718 -> SPECIAL_TEXT;
            // cidr, inet, macaddr, macaddr8; interval, time, timetz; tsvector, tsquery; uuid
            case 650, 869, 829, 774, 1186, 1083, 1266, 3614, 3615, 2950 -> SPECIAL_TEXT;
            default -> TEXT;
        };
    }

    /** The type a column gets when its settings name none. */
    DomoType domoType() {
        return domoType;
    }

    boolean isWhole() {
        return this == SMALLINT || this == INTEGER || this == BIGINT || this == OID;
    }

    boolean isTime() {
        return domoType.isTime();
    }

    /** Whether at least some values have such a form. */
    boolean canBecome(DomoType type) {
        if (type == DomoType.STRING || type == domoType) {
            return true;
        }
        return switch (this) {
            case TEXT, PADDED -> true;
            case BOOLEAN -> !type.isTime();
            case BYTEA, XML, NESTED, SPECIAL_TEXT, NONE -> false;
            default -> domoType.isTime() == type.isTime();
        };
    }
}
