package io.domostream.loader.faults;

/** What strikes one process of a load that several work on: at the n-th of its statements or calls of a kind. */
record Blow(boolean manager, Way way, String kind, int nth, What what) {

    enum Way {
        DOMO,
        SOURCE,
        REPOSITORY
    }

    enum What {
        KILLED("is killed before"),
        KILLED_AFTER("is killed when it is done, before the answer"),
        KILLED_LATE("is killed, what was on its way arrives at the commit"),
        CUT_OFF("loses the connection before"),
        CUT_OFF_AFTER("loses the connection when it is done, before the answer"),
        TERMINATED("gets SIGTERM"),
        FROZEN("gets SIGSTOP, and SIGCONT later");

        private final String says;

        What(String says) {
            this.says = says;
        }

        boolean signals() {
            return this == TERMINATED || this == FROZEN;
        }

        boolean kills() {
            return name().startsWith("KILLED");
        }
    }

    @Override
    public String toString() {
        return "%s %s: no. %d of %s on the way to %s"
                .formatted(manager ? "the manager" : "a worker", what.says, nth, kind, way);
    }
}
