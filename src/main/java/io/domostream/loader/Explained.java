package io.domostream.loader;

/** A failure that knows where a person reads what to do about it. */
public interface Explained {
    Runbook runbook();
}
