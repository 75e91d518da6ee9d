package io.domostream.loader.pooler;

/**
 * What one client connection did so far.
 *
 * @param transactions statements outside a transaction block count as one each
 * @param serverSessions number of distinct server sessions that it was bound to
 */
public record ClientUse(long transactions, int serverSessions) {}
