package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run ends with, and where its failure is explained; {@code facts} holds the rest of the answer by its name in JSON. */
public record RunResult(
        String load,
        String status,
        int exitCode,
        String message,
        @Nullable Runbook runbook,
        Map<String, Object> facts) {

    static String status(int exitCode) {
        return switch (exitCode) {
            case ExitCodes.OK -> "COMPLETED";
            case ExitCodes.UNKNOWN -> "UNKNOWN";
            case ExitCodes.STOPPED -> "STOPPED";
            default -> "FAILED";
        };
    }

    /** The end of a run that never began. */
    public static RunResult failed(String load, int exitCode, @Nullable Runbook runbook, String message) {
        return new RunResult(load, status(exitCode), exitCode, message, runbook, Map.of());
    }

    /** In the order a reader expects. */
    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("load", load);
        json.put("runId", facts.getOrDefault("runId", 0L));
        json.put("status", status);
        for (var name : new String[] {"rows", "parts", "bytesRaw", "bytesSent", "nulledValues"}) {
            json.put(name, facts.getOrDefault(name, 0L));
        }
        for (var name : new String[] {"streamId", "executionId", "datasetId"}) {
            json.put(name, facts.get(name));
        }
        json.put("resumed", facts.getOrDefault("resumed", false));
        json.put("snapshots", facts.getOrDefault("snapshots", 0));
        json.put("seconds", facts.getOrDefault("seconds", 0.0));
        json.put("phases", facts.getOrDefault("phases", Map.of()));
        json.put("workers", facts.getOrDefault("workers", Map.of()));
        json.put("report", facts.get("report"));
        json.put("exitCode", exitCode);
        json.put("message", message);
        json.put("runbook", runbook == null ? null : runbook.toString());
        return json;
    }
}
