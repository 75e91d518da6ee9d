package io.domostream.loader.job;

import io.domostream.loader.part.Part;
import io.domostream.loader.part.PartBuffer;
import io.domostream.loader.part.PartTooLarge;
import io.domostream.loader.source.Page;
import io.domostream.loader.source.PageReader;
import io.domostream.loader.source.RowNotWritten;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads a slice's missing pages one by one, each as a finished part. Where it stands is told by the receipts alone. */
final class PagePartReader implements ItemStreamReader<PagePartReader.ReadyPart> {
    private final Attempt attempt;
    private final Manifest manifest;
    private final Iterator<Page> missing;
    private @Nullable PageReader pages;
    private @Nullable PartBuffer buffer;

    /** A part ready to be sent, with the rows it holds. */
    record ReadyPart(int number, long rows, Part part) {}

    PagePartReader(Attempt attempt, Manifest manifest, Iterator<Page> missing) {
        this.attempt = attempt;
        this.manifest = manifest;
        this.missing = missing;
    }

    @Override
    public @Nullable ReadyPart read() throws IOException {
        // Not null: Batch would take the slice for finished, and never ask for its other pages again.
        attempt.around.stop().orGoOn();
        if (attempt.failure() != null) {
            throw new IllegalStateException("another slice has failed", attempt.failure());
        }
        if (!missing.hasNext()) {
            return null;
        }
        try {
            return readyPart(missing.next());
        } catch (RowNotWritten e) {
            if (!(e.getCause() instanceof PartTooLarge)) {
                attempt.failed(e);
                throw e;
            }
            var failure = LoadFailure.forGood(
                    ExitCodes.GUARD,
                    "load %s: a page is larger than loads.%s.parts.max-bytes (%s); give a larger max-bytes or fewer parts.rows"
                            .formatted(
                                    attempt.load.name(),
                                    attempt.load.name(),
                                    attempt.load.pace().parts().maxBytes()));
            attempt.failed(failure);
            throw failure;
        } catch (IOException | RuntimeException e) {
            attempt.failed(e);
            throw e;
        }
    }

    private ReadyPart readyPart(Page page) throws IOException {
        var reader = pages;
        if (reader == null) {
            reader = attempt.source.reader(attempt.load.spec(), manifest.table(), attempt.snapshot());
            pages = reader;
        }
        var csv = buffer;
        if (csv == null) {
            csv = new PartBuffer(attempt.load.pace().parts().maxBytes().toBytes());
            buffer = csv;
        }
        csv.reset();
        long rows = reader.read(page, csv);
        return new ReadyPart(page.number(), rows, csv.finish());
    }

    @Override
    public void open(ExecutionContext context) throws ItemStreamException {}

    @Override
    public void update(ExecutionContext context) throws ItemStreamException {}

    @Override
    public void close() throws ItemStreamException {
        if (pages != null) {
            pages.close();
        }
        if (buffer != null) {
            buffer.close();
        }
    }
}
