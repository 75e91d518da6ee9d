package io.domostream.planted.report;

import io.domostream.planted.job.PublicStep;

/** Knows the job without being a command. */
final class KnowsJob {
    final PublicStep fault = new PublicStep();
}
