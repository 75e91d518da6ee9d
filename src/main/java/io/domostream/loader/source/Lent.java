package io.domostream.loader.source;

import java.util.function.Function;

/** Works on a session that a snapshot lends. */
final class Lent {
    private Lent() {}

    static <T> T to(Snapshot snapshot, Function<Session, T> work) {
        var session = snapshot.take();
        try {
            return work.apply(session);
        } finally {
            snapshot.giveBack(session);
        }
    }

    /** Hands the session over to what is made of it, unless making it fails. */
    static <T> T kept(Snapshot snapshot, Function<Session, T> maker) {
        var session = snapshot.take();
        try {
            return maker.apply(session);
        } catch (RuntimeException e) {
            snapshot.giveBack(session);
            throw e;
        }
    }
}
