package io.domostream.loader.source;

/** No moment for all: holds no transaction and no lock on the source, and each page sees what is there when it is read. */
record NoSnapshot() implements Snapshot {
    @Override
    public String id() {
        return "";
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public void close() {}
}
