package io.domostream.planted.telemetry;

import io.domostream.planted.part.AsksTheClock;

/** Knows more than what is reported. */
final class KnowsPart {
    final AsksTheClock fault = new AsksTheClock();
}
