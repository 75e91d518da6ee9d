package io.domostream.loader.domo;

/** Parts: CSV under an ID of its own; the same ID again replaces the part, so sending is safe to repeat. */
public final class Parts {
    private final PartsApi api;
    private final Calls calls;

    Parts(PartsApi api, Calls calls) {
        this.api = api;
        this.calls = calls;
    }

    public Execution upload(long streamId, long executionId, int partId, byte[] body, boolean gzip) {
        return calls.repeatable(
                named(streamId, executionId, partId),
                token -> gzip
                        ? api.gzip(token, streamId, executionId, partId, body)
                        : api.plain(token, streamId, executionId, partId, body));
    }

    static String named(long streamId, long executionId, int partId) {
        return "upload part %d of execution %d of stream %d".formatted(partId, executionId, streamId);
    }
}
