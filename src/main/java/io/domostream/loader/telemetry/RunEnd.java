package io.domostream.loader.telemetry;

import java.util.Map;

/** How a load's run ended. {@code rows}: of the whole run, earlier processes' too; {@code phases}: each step's seconds. */
public record RunEnd(int exitCode, boolean busy, long rows, Map<String, Double> phases) {}
