package io.domostream.loader.source;

/** A snapshot kept by a transaction of its own, together with the lock that keeps TRUNCATE away. */
record ExportedSnapshot(Session session, String id) implements Snapshot {
    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public void close() {
        session.close();
    }
}
