package io.domostream.loader.part;

/** One finished part: its gzip bytes, and the length and CRC-32 of the CSV inside. */
// The body is handed over uncopied: a part may be tens of megabytes, and parts are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Part(byte[] body, long rawBytes, long crc32) {}
