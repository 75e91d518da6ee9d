package io.domostream.loader.job;

import io.domostream.loader.part.Part;

/** A part ready to be sent, with the rows it holds and what its making took. */
record ReadyPart(int number, long rows, Part part, Took took) {
    ReadyPart waited(long forReaderNanos, long forRoomNanos) {
        return new ReadyPart(number, rows, part, took.waited(forReaderNanos, forRoomNanos));
    }
}
