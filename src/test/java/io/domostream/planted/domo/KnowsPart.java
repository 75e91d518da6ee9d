package io.domostream.planted.domo;

import io.domostream.planted.part.AsksTheClock;

/** One of the lower five that knows another. */
final class KnowsPart {
    final AsksTheClock fault = new AsksTheClock();
}
