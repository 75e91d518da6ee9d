package io.domostream.loader.job;

import io.domostream.loader.part.Part;

/** A part ready to be sent, with the rows it holds. */
record ReadyPart(int number, long rows, Part part) {}
