package io.domostream.loader.job;

import io.domostream.loader.part.Part;

/** A part ready to be sent, with the rows it holds, how many of their values became null, and what its making took. */
record ReadyPart(int number, long rows, long nulledValues, Part part, Took took) {
    ReadyPart waited(long forReaderNanos, long forRoomNanos) {
        return new ReadyPart(number, rows, nulledValues, part, took.waited(forReaderNanos, forRoomNanos));
    }
}
