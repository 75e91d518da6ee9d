package io.domostream.loader.domo;

import feign.Headers;
import feign.Param;
import feign.RequestLine;

/** {@code /v1/streams/…/executions/…/part}. */
@Headers({"Accept: application/json", "Content-Type: text/csv", "Authorization: Bearer {token}"})
interface PartsApi {
    @RequestLine("PUT /v1/streams/{stream}/executions/{execution}/part/{part}")
    Execution plain(
            @Param("token") String token,
            @Param("stream") long streamId,
            @Param("execution") long executionId,
            @Param("part") int partId,
            byte[] body);

    @RequestLine("PUT /v1/streams/{stream}/executions/{execution}/part/{part}")
    @Headers("Content-Encoding: gzip")
    Execution gzip(
            @Param("token") String token,
            @Param("stream") long streamId,
            @Param("execution") long executionId,
            @Param("part") int partId,
            byte[] body);
}
