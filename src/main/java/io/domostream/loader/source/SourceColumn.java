package io.domostream.loader.source;

/** A column as the source has it (a domain as its base type), and the type it gets in the DataSet. */
public record SourceColumn(String name, String sourceType, DomoType type, boolean nullable) {}
