package io.domostream.loader.source;

/**
 * A column as the source has it (a domain as its base type), and the type it gets in the DataSet. {@code sourceType} is for
 * people; {@code kind} decides how PostgreSQL's values are read, {@code jdbcKind} how those of any other database are.
 */
public record SourceColumn(
        String name, String sourceType, PostgresKind kind, JdbcKind jdbcKind, DomoType type, boolean nullable) {
    private static final String ABSENT = "absent";

    /** Of PostgreSQL. */
    public SourceColumn(String name, String sourceType, PostgresKind kind, DomoType type, boolean nullable) {
        this(name, sourceType, kind, JdbcKind.NONE, type, nullable);
    }

    /** Without a kind: it is never read. */
    public SourceColumn(String name, String sourceType, DomoType type, boolean nullable) {
        this(name, sourceType, PostgresKind.NONE, type, nullable);
    }

    /** One that the DataSet has and the source has not, or no longer: each row has NULL in it. */
    public static SourceColumn absent(String name, DomoType type) {
        return new SourceColumn(name, ABSENT, type, true);
    }

    /** Whether the source lacks it. */
    public boolean absent() {
        return ABSENT.equals(sourceType);
    }

    /** Whether the settings give it another type than the source's. */
    boolean converted() {
        return !absent() && kind != PostgresKind.NONE && type != kind.domoType();
    }
}
