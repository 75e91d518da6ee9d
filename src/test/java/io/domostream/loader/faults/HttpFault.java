package io.domostream.loader.faults;

/** What may become of one call to Domo. */
enum HttpFault {
    REFUSED("the connection is cut before the request is read"),
    CUT("the request is read and lost"),
    ANSWER_LOST("the request is applied and its answer lost"),
    ANSWER_SHORT("the request is applied and its answer cut in the middle"),
    HTML_503("a proxy says 503 in HTML"),
    HTML_200("a proxy says 200 in HTML, and Domo sees nothing"),
    APPLIED_HTML_200("the request is applied, and a proxy says 200 in HTML"),
    BUSY("429"),
    BUSY_RETRY_AT_ONCE("429 with Retry-After: 0"),
    BUSY_RETRY_LATER("429 with Retry-After: 1"),
    TOKEN_REFUSED("401 in the middle"),
    TIMEOUT("the request is lost and nothing answers"),
    APPLIED_TIMEOUT("the request is applied and nothing answers in time"),
    TWICE("the request is delivered twice, and the second answer counts"),
    SLOW("the answer comes late, but in time"),
    DIES("the process dies, the request is lost"),
    DIES_APPLIED("the process dies, the request is applied"),
    DIES_APPLIED_LATE("the process dies, the request is applied while the next one commits"),
    CLOCK_FORWARD("the clock jumps ahead by seven hours"),
    CLOCK_BACK("the clock jumps back by an hour");

    private final String says;

    HttpFault(String says) {
        this.says = says;
    }

    boolean dies() {
        return name().startsWith("DIES");
    }

    boolean timesOut() {
        return name().endsWith("TIMEOUT");
    }

    /** Domo has done it, or will have. */
    boolean applied() {
        return name().contains("APPLIED") || this == ANSWER_LOST || this == ANSWER_SHORT || this == TWICE;
    }

    @Override
    public String toString() {
        return says;
    }
}
