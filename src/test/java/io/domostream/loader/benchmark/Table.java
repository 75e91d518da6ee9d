package io.domostream.loader.benchmark;

import java.util.List;

/** A table to be copied: its size as CSV, and conditions that cut it into ranges of its key. */
record Table(String name, long rows, long bytes, List<String> ranges) {
    double megabytes() {
        return bytes / 1e6;
    }
}
