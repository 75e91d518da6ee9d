package io.domostream.loader.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.file.transform.DelimitedLineAggregator;
import org.springframework.batch.infrastructure.item.file.transform.PassThroughFieldExtractor;

/** Gathers rows as CSV and sends each 50,000 of them as a part. */
final class PlainPartWriter implements ItemWriter<String[]>, AutoCloseable {
    private static final int PART = 50_000;
    private final HttpClient client = HttpClient.newHttpClient();
    private final DelimitedLineAggregator<String[]> csv = new DelimitedLineAggregator<>();
    private final String parts;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Writer lines = writer(bytes);
    private long rows;
    private int part;
    private int inPart;

    PlainPartWriter(String parts) throws IOException {
        this.parts = parts;
        csv.setQuoteCharacter("\"");
        csv.setFieldExtractor(new PassThroughFieldExtractor<>());
    }

    @Override
    public void write(Chunk<? extends String[]> chunk) throws Exception {
        for (var row : chunk) {
            lines.write(csv.aggregate(row));
            lines.write('\n');
        }
        rows += chunk.size();
        inPart += chunk.size();
        if (inPart >= PART) {
            send();
        }
    }

    /** Also at the end, for the last rows. */
    void send() throws IOException, InterruptedException {
        lines.close();
        if (inPart > 0) {
            var request = HttpRequest.newBuilder(URI.create(parts + ++part))
                    .header("Content-Type", "text/csv")
                    .header("Content-Encoding", "gzip")
                    .PUT(BodyPublishers.ofByteArray(bytes.toByteArray()))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != SinkRun.OK) {
                throw new IOException("part %d: %s".formatted(part, answer));
            }
        }
        bytes = new ByteArrayOutputStream();
        lines = writer(bytes);
        inPart = 0;
    }

    long rows() {
        return rows;
    }

    private static Writer writer(ByteArrayOutputStream bytes) throws IOException {
        return new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
