package io.domostream.loader.domo;

import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.util.List;

/** {@code /v1/streams/…/executions}. */
@Headers({"Accept: application/json", "Content-Type: application/json", "Authorization: Bearer {token}"})
interface ExecutionsApi {
    @RequestLine("POST /v1/streams/{stream}/executions")
    Execution create(@Param("token") String token, @Param("stream") long streamId);

    @RequestLine("GET /v1/streams/{stream}/executions/{id}")
    Execution retrieve(@Param("token") String token, @Param("stream") long streamId, @Param("id") long id);

    @RequestLine("GET /v1/streams/{stream}/executions?limit={limit}&offset={offset}")
    List<Execution> list(
            @Param("token") String token,
            @Param("stream") long streamId,
            @Param("limit") int limit,
            @Param("offset") int offset);

    @RequestLine("PUT /v1/streams/{stream}/executions/{id}/commit")
    Execution commit(@Param("token") String token, @Param("stream") long streamId, @Param("id") long id);

    @RequestLine("PUT /v1/streams/{stream}/executions/{id}/abort")
    void abort(@Param("token") String token, @Param("stream") long streamId, @Param("id") long id);

    @RequestLine("PUT /v1/streams/{stream}/executions/abort")
    void abortCurrent(@Param("token") String token, @Param("stream") long streamId);
}
