package io.domostream.loader.job;

/** What a person may do about a commit that nobody can vouch for, ready to copy; said in the same words everywhere. */
final class Advice {
    private Advice() {}

    static String settle(String load, long execution) {
        return ("`run %1$s` asks Domo again; `run %1$s --commit-again=%2$d` sends the commit once more;"
                        + " after a look at the DataSet `settle %1$s committed` or `settle %1$s not-committed`")
                .formatted(load, execution);
    }
}
