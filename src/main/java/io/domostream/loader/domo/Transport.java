package io.domostream.loader.domo;

import feign.Feign;
import feign.Request;
import feign.Response;
import feign.Retryer;
import feign.codec.Encoder;
import feign.http2client.Http2Client;
import feign.jackson3.Jackson3Encoder;
import java.lang.reflect.Type;
import java.net.http.HttpClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Feign over one JDK HttpClient: no redirects, no repeats and no logging of its own. */
final class Transport {
    private final DomoSettings settings;
    private final WholeAnswers client;
    private final JsonMapper json = JsonMapper.builder()
            // Jackson 3 would write name before type, and refuse a DataSet without rows.
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    Transport(DomoSettings settings) {
        this.settings = settings;
        // Must match the options below, else Feign makes a client of its own that follows redirects with the token.
        this.client = new WholeAnswers(new Http2Client(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .build()));
    }

    <T> T json(Class<T> api) {
        return target(api, new Jackson3Encoder(json));
    }

    /** For bodies that are bytes already: Jackson would make base64 of them. */
    <T> T bytes(Class<T> api) {
        return target(api, (body, type, template) -> template.body((byte[]) body, null));
    }

    private <T> T target(Class<T> api, Encoder encoder) {
        return Feign.builder()
                .client(client)
                .encoder(encoder)
                .decoder(this::decode)
                .errorDecoder((call, response) -> Answered.of(response))
                .retryer(Retryer.NEVER_RETRY)
                .options(new Request.Options(settings.connectTimeout(), settings.readTimeout(), false))
                .target(api, settings.url().toString().replaceFirst("/+$", ""));
    }

    private Object decode(Response response, Type type) {
        var body = Answered.body(response);
        Object value = null;
        try {
            value = body.isBlank() ? null : json.readValue(body, json.constructType(type));
        } catch (RuntimeException e) {
            // Falls through: what matters is that it isn't the answer, and Jackson's message quotes the body.
        }
        if (value == null) {
            throw Answered.of(response);
        }
        return value;
    }
}
