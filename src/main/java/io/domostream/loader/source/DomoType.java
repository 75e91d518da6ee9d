package io.domostream.loader.source;

/** The column types a DataSet knows. */
public enum DomoType {
    STRING,
    DECIMAL,
    LONG,
    DOUBLE,
    DATE,
    DATETIME;

    boolean isTime() {
        return this == DATE || this == DATETIME;
    }
}
