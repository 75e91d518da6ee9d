package io.domostream.loader.job;

import java.io.Closeable;

/** One run a load at a time: held from before anything is decided until nothing more can be sent. */
interface LoadLock extends AutoCloseable {

    /** Also keeps other loads off the stream. */
    void alsoStream(long stream);

    /** Nothing may be sent or committed without the lock. */
    void requireHeld();

    /** Waits until no worker of an earlier attempt can send anything more. */
    void awaitWorkers(StopSignal stop);

    /** Workers go on with the attempt's slices as long as this is held, which is until it is closed. */
    Closeable attempt(long jobExecution);

    @Override
    void close();
}
