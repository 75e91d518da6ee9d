package io.domostream.loader.pooler;

import java.util.HashSet;
import java.util.Set;

/** Counts what one client connection does. */
final class ClientActivity {
    private final Set<ServerSession> sessions = new HashSet<>();
    private long transactions;

    synchronized void addSession(ServerSession session) {
        sessions.add(session);
    }

    synchronized void addTransaction() {
        transactions++;
    }

    synchronized ClientUse toUse() {
        return new ClientUse(transactions, sessions.size());
    }
}
