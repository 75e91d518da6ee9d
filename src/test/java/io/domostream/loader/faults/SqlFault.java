package io.domostream.loader.faults;

/** What may become of one statement. */
enum SqlFault {
    CUT("the connection is cut before the statement"),
    ANSWER_LOST("the statement is done, the connection cut before its answer"),
    CUT_IN_COPY("the connection is cut in the middle of the rows"),
    STALL("the statement comes late"),
    DIES("the process dies before the statement"),
    DIES_DONE("the process dies, the statement is done");

    private final String says;

    SqlFault(String says) {
        this.says = says;
    }

    boolean dies() {
        return name().startsWith("DIES");
    }

    @Override
    public String toString() {
        return says;
    }
}
