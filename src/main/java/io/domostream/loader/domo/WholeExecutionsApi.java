package io.domostream.loader.domo;

import feign.Headers;
import feign.Param;
import feign.RequestLine;
import feign.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/streams/…/executions} with every argument of the reference; one that is null isn't sent. */
@Headers({"Accept: application/json", "Authorization: Bearer {token}"})
interface WholeExecutionsApi {
    @RequestLine("GET /v1/streams/{stream}/executions?limit={limit}&offset={offset}")
    List<ObjectNode> list(
            @Param("token") String token,
            @Param("stream") long stream,
            @Param("limit") @Nullable Integer limit,
            @Param("offset") @Nullable Integer offset);

    @RequestLine("GET /v1/streams/{stream}/executions/{id}")
    ObjectNode retrieve(@Param("token") String token, @Param("stream") long stream, @Param("id") long id);

    @RequestLine("POST /v1/streams/{stream}/executions")
    @Headers("Content-Type: application/json")
    ObjectNode create(@Param("token") String token, @Param("stream") long stream, byte[] body);

    @RequestLine("PUT /v1/streams/{stream}/executions/{id}/part/{part}")
    @Headers("Content-Type: text/csv")
    ObjectNode plainPart(
            @Param("token") String token,
            @Param("stream") long stream,
            @Param("id") long id,
            @Param("part") int part,
            byte[] body);

    @RequestLine("PUT /v1/streams/{stream}/executions/{id}/part/{part}")
    @Headers({"Content-Type: text/csv", "Content-Encoding: gzip"})
    ObjectNode gzipPart(
            @Param("token") String token,
            @Param("stream") long stream,
            @Param("id") long id,
            @Param("part") int part,
            byte[] body);

    @RequestLine("PUT /v1/streams/{stream}/executions/{id}/commit")
    @Headers("Content-Type: application/json")
    ObjectNode commit(@Param("token") String token, @Param("stream") long stream, @Param("id") long id);

    @RequestLine("PUT /v1/streams/{stream}/executions/{id}/abort")
    @Headers("Content-Type: application/json")
    Response abort(@Param("token") String token, @Param("stream") long stream, @Param("id") long id);

    @RequestLine("PUT /v1/streams/{stream}/executions/abort")
    @Headers("Content-Type: application/json")
    Response abortCurrent(@Param("token") String token, @Param("stream") long stream);
}
