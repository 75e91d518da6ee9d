package io.domostream.loader.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import jdk.jfr.consumer.RecordingFile;

/** How many bytes the loader allocates, by the heap's growth between collections of a recorded run. */
record Allocations(LoaderRuns runs) {

    double bytesPerRow(Table table) throws IOException, InterruptedException, SQLException {
        var recording = runs.folder().resolve(table.name() + ".jfr");
        // Serial, with a small nursery: memory is given back in collections alone, and little is left after the last.
        runs.run(
                table,
                SinkOptions.atOnce(table.rows()),
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmn16m",
                        "-Xlog:disable",
                        "-XX:StartFlightRecording:dumponexit=true,filename=" + recording));
        return (double) allocated(recording) / table.rows();
    }

    private static long allocated(Path recording) throws IOException {
        long allocated = 0;
        long after = 0;
        try (var events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                var event = events.readEvent();
                if (event.getEventType().getName().equals("jdk.GCHeapSummary")) {
                    long used = event.getLong("heapUsed");
                    if (event.getString("when").startsWith("Before")) {
                        allocated += used - after;
                    } else {
                        after = used;
                    }
                }
            }
        }
        return allocated;
    }
}
