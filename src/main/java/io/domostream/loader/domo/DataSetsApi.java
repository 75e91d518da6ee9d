package io.domostream.loader.domo;

import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.util.List;

/** {@code /v1/datasets}. */
@Headers({"Accept: application/json", "Authorization: Bearer {token}"})
interface DataSetsApi {
    @RequestLine("GET /v1/datasets/{id}")
    DataSet retrieve(@Param("token") String token, @Param("id") String id);

    @RequestLine("PUT /v1/datasets/{id}")
    @Headers("Content-Type: application/json")
    DataSet update(@Param("token") String token, @Param("id") String id, StreamBody.NewSchema body);

    @RequestLine("DELETE /v1/datasets/{id}")
    void delete(@Param("token") String token, @Param("id") String id);

    @RequestLine("GET /v1/datasets?nameLike={name}&limit={limit}&offset={offset}")
    List<DataSet> list(
            @Param("token") String token,
            @Param("name") String name,
            @Param("limit") int limit,
            @Param("offset") int offset);
}
