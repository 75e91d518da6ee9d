package io.domostream.loader.job;

/**
 * Where a part's time went, in milliseconds and in this order: waiting for a free reader, reading and compressing (both go on
 * at once), waiting for room among the parts under way, sending.
 */
record Took(long waiting, long reading, long compressing, long held, long sending) {
    static final Took UNKNOWN = new Took(0, 0, 0, 0, 0);

    static Took made(long readingNanos, long compressingNanos) {
        return new Took(0, millis(readingNanos), millis(compressingNanos), 0, 0);
    }

    Took waited(long forReaderNanos, long forRoomNanos) {
        return new Took(millis(forReaderNanos), reading, compressing, millis(forRoomNanos), sending);
    }

    Took sent(long nanos) {
        return new Took(waiting, reading, compressing, held, millis(nanos));
    }

    long all() {
        return waiting + reading + compressing + held + sending;
    }

    private static long millis(long nanos) {
        return Math.round(nanos / 1e6);
    }
}
