package io.domostream.loader.report;

import org.jspecify.annotations.Nullable;

/** Rows counted in the source, rows with a receipt, and rows in the DataSet, held against each other. */
public record Reconciliation(Counts counts, Match sourceToReceipts, Match receiptsToDataSet, String sentence) {

    /**
     * {@code source} is null until it was counted, {@code dataSet} until the check after the commit. {@code moments}: so
     * many snapshots were read; 0 where each page is of a moment of its own.
     */
    public record Counts(
            @Nullable Long source,
            int moments,
            long receipts,
            @Nullable Long before,
            @Nullable Long dataSet) {}

    /** How two counts stand to each other. */
    public enum Match {
        EQUAL,
        WITHIN_BOUNDS,
        MORE,
        DIFFERS,
        NOT_KNOWN_YET
    }

    /** {@code complete}: all parts have their receipts. */
    public static Reconciliation of(String method, boolean complete, Counts counts) {
        var source = sourceToReceipts(complete, counts);
        var dataSet = receiptsToDataSet(method, counts);
        return new Reconciliation(counts, source, dataSet, first(source, counts) + " " + second(method, dataSet));
    }

    private static Match sourceToReceipts(boolean complete, Counts counts) {
        if (!complete || counts.source == null) {
            return Match.NOT_KNOWN_YET;
        }
        return counts.source == counts.receipts ? Match.EQUAL : Match.DIFFERS;
    }

    private static Match receiptsToDataSet(String method, Counts counts) {
        if (counts.dataSet == null || counts.before == null) {
            return Match.NOT_KNOWN_YET;
        }
        long now = counts.dataSet;
        long before = counts.before;
        return switch (method) {
            case "APPEND" ->
                now == before + counts.receipts
                        ? Match.EQUAL
                        : now > before + counts.receipts ? Match.MORE : Match.DIFFERS;
            case "UPSERT" ->
                now >= Math.max(before, counts.receipts) && now <= before + counts.receipts
                        ? Match.WITHIN_BOUNDS
                        : Match.DIFFERS;
            default -> now == counts.receipts ? Match.EQUAL : Match.DIFFERS;
        };
    }

    private static String first(Match match, Counts counts) {
        return switch (match) {
            case EQUAL -> "Every row counted in the source has its receipt.";
            case DIFFERS ->
                counts.moments == 1
                        ? "The rows counted in the source and the rows sent are not the same."
                        : "The source changed between the count and the last part, which were not of one moment; each row that stayed was sent once.";
            default ->
                counts.source == null ? "The source is not counted yet." : "Not all parts have their receipts yet.";
        };
    }

    private static String second(String method, Match match) {
        return switch (match) {
            case EQUAL ->
                method.equals("APPEND") ? "The DataSet has grown by just as many." : "The DataSet has just as many.";
            case WITHIN_BOUNDS -> "The DataSet has as many as updated and added rows together allow.";
            case MORE -> "The DataSet has grown by more: others write to it too.";
            case DIFFERS ->
                "The DataSet does not have the rows that it should: look at it before you run the load again.";
            case NOT_KNOWN_YET -> "What the DataSet has after the commit is not known yet.";
        };
    }
}
