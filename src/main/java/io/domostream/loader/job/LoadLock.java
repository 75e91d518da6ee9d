package io.domostream.loader.job;

/** One run a load at a time: held from before anything is decided until nothing more can be sent. */
interface LoadLock extends AutoCloseable {

    /** Also keeps other loads off the stream. */
    void alsoStream(long stream);

    /** Nothing may be sent or committed without the lock. */
    void requireHeld();

    @Override
    void close();
}
