package io.domostream.loader.domo;

import feign.Headers;
import feign.Param;
import feign.RequestLine;
import feign.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/streams} with every argument of the reference; one that is null isn't sent. */
@Headers({"Accept: application/json", "Authorization: Bearer {token}"})
interface WholeStreamsApi {
    @RequestLine("GET /v1/streams?limit={limit}&offset={offset}&sort={sort}&fields={fields}")
    List<ObjectNode> list(
            @Param("token") String token,
            @Param("limit") @Nullable Integer limit,
            @Param("offset") @Nullable Integer offset,
            @Param("sort") @Nullable String sort,
            @Param("fields") @Nullable String fields);

    @RequestLine("GET /v1/streams/search?q={q}&limit={limit}&offset={offset}&sort={sort}&fields={fields}")
    List<ObjectNode> search(
            @Param("token") String token,
            @Param("q") String q,
            @Param("limit") @Nullable Integer limit,
            @Param("offset") @Nullable Integer offset,
            @Param("sort") @Nullable String sort,
            @Param("fields") @Nullable String fields);

    @RequestLine("GET /v1/streams/{id}?fields={fields}")
    ObjectNode retrieve(@Param("token") String token, @Param("id") long id, @Param("fields") @Nullable String fields);

    @RequestLine("POST /v1/streams")
    @Headers("Content-Type: application/json")
    ObjectNode create(@Param("token") String token, byte[] body);

    @RequestLine("PATCH /v1/streams/{id}")
    @Headers("Content-Type: application/json")
    ObjectNode update(@Param("token") String token, @Param("id") long id, byte[] body);

    @RequestLine("DELETE /v1/streams/{id}")
    Response delete(@Param("token") String token, @Param("id") long id);
}
