package io.domostream.loader.domo;

/** A column of a DataSet; written type first, as Domo writes it. */
public record Column(String type, String name) {}
