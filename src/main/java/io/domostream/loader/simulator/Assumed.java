package io.domostream.loader.simulator;

/**
 * What nobody documents about Domo: each value is assumed, and can be switched.
 *
 * @param createStatus assumed: a created stream answers 201 (reference), 200 in the newest text
 * @param secondCommitStatus assumed: a commit of an execution that was committed or has ended
 * @param emptyPartTaken assumed: a part without a row is taken, not refused with 400
 * @param bareBackslashNIsNull assumed: an unquoted {@code \N} is read as null, as one SDK expects
 * @param createAbortsCommit assumed: a new execution also aborts one whose commit is still under way
 * @param largestPartGap assumed: how far a part ID may lie beyond the number of parts stored
 */
public record Assumed(
        int createStatus,
        int secondCommitStatus,
        boolean emptyPartTaken,
        boolean bareBackslashNIsNull,
        boolean createAbortsCommit,
        int largestPartGap) {

    public static Assumed defaults() {
        return new Assumed(201, 400, true, true, true, 10_000);
    }
}
