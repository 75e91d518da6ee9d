package io.domostream.loader.source;

/** What becomes of a load whose rows a row level security policy filters: the setting {@code row-security}. */
public enum RowSecurity {
    /** The load stops: rows would be missing. */
    REFUSE,
    /** The rows that the policy shows are the wanted ones. */
    APPLY
}
