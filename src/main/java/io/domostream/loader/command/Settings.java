package io.domostream.loader.command;

import io.domostream.loader.domo.DomoSettings;
import io.domostream.loader.job.CommitSettings;
import io.domostream.loader.job.LoadSettings;

/** All that a run is told by its settings, every one of them right. */
record Settings(DomoSettings domo, CommitSettings waits, LoadSettings load) {}
