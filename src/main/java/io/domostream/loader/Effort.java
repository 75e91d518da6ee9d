package io.domostream.loader;

/** What reaching Domo has cost so far: calls sent again, and milliseconds for which Domo let no call pass. */
public record Effort(int retries, long throttledMillis) {}
