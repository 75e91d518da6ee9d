package io.domostream.loader.job;

/** The receipts of this run so far. */
interface ReceiptSource {
    Receipts receipts(long executionId);
}
