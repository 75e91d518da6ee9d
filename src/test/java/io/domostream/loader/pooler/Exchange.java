package io.domostream.loader.pooler;

/** How far a client and the server session to which it is bound are with each other. */
final class Exchange {
    static final char IDLE = 'I';

    /** Answers up to ReadyForQuery that are still to come. */
    private int expected;
    /** Whether messages of the extended protocol were sent without a Sync so far. */
    private boolean unsynced;

    private boolean unflushed;
    private char status = IDLE;

    /** A message of the COPY protocol, which the server ignores after an error. */
    static boolean isCopyData(int type) {
        return type == 'd' || type == 'c' || type == 'f';
    }

    void add(int type) {
        unflushed = true;
        switch (type) {
            case 'Q', 'F' -> expected++;
            case 'S' -> {
                expected++;
                unsynced = false;
            }
            default -> unsynced |= !isCopyData(type);
        }
    }

    void flushed() {
        unflushed = false;
    }

    void ready(char newStatus) {
        expected--;
        status = newStatus;
    }

    boolean isBusy() {
        return expected > 0 || unsynced || unflushed;
    }

    /** Whether the server session can serve another client. */
    boolean isDone() {
        return !isBusy() && status == IDLE;
    }
}
