package io.domostream.loader.simulator;

import java.nio.file.Path;

/** A stored part: well-formed rows, each ended by a line feed. */
record Part(Path file, long rows, int columns) {}
