package io.domostream.loader.domo;

import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.util.List;

/** {@code /v1/streams}. */
@Headers({"Accept: application/json", "Authorization: Bearer {token}"})
interface StreamsApi {
    @RequestLine("GET /v1/streams/{id}?fields=all")
    Stream retrieve(@Param("token") String token, @Param("id") long id);

    @RequestLine("POST /v1/streams")
    @Headers("Content-Type: application/json")
    Stream create(@Param("token") String token, StreamBody body);

    @RequestLine("PATCH /v1/streams/{id}")
    @Headers("Content-Type: application/json")
    Stream update(@Param("token") String token, @Param("id") long id, StreamBody body);

    @RequestLine("DELETE /v1/streams/{id}")
    void delete(@Param("token") String token, @Param("id") long id);

    @RequestLine("GET /v1/streams?limit={limit}&offset={offset}&fields=all")
    List<Stream> list(@Param("token") String token, @Param("limit") int limit, @Param("offset") int offset);

    @RequestLine("GET /v1/streams/search?q={q}&fields=all&limit={limit}&offset={offset}")
    List<Stream> search(
            @Param("token") String token, @Param("q") String q, @Param("limit") int limit, @Param("offset") int offset);
}
