package io.domostream.loader.source;

import org.jspecify.annotations.Nullable;

/** No moment for all: holds no transaction and no lock on the source, and each page sees what is there when it is read. */
final class NoSnapshot extends Snapshot {
    private final Connections connections;

    NoSnapshot(Connections connections) {
        this.connections = connections;
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public int readers(int wanted) {
        return wanted;
    }

    @Override
    public @Nullable String exported() {
        return null;
    }

    @Override
    Session take() {
        return new Session(connections);
    }

    @Override
    void giveBack(Session session) {
        session.close();
    }

    @Override
    public void close() {}
}
