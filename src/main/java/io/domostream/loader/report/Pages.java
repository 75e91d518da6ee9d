package io.domostream.loader.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes reports as HTML, each page whole in itself, and as JSON. */
public final class Pages {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);

    private Pages() {}

    public static String html(RunReport report) {
        return page("run.jte", Map.of("page", new ReportPage(report)));
    }

    /** {@code madeAt}: the page. */
    public static String html(History history, Instant madeAt) {
        return page("history.jte", Map.of("history", history, "madeAt", madeAt));
    }

    public static String json(RunReport report) {
        return JSON.writeValueAsString(report);
    }

    private static String page(String template, Map<String, Object> values) {
        var output = new StringOutput();
        TEMPLATES.render(template, values, output);
        return output.toString();
    }
}
