package io.domostream.loader.job;

import io.domostream.loader.part.PartBuffer;
import io.domostream.loader.source.Page;
import io.domostream.loader.source.PageReader;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads a slice's missing pages one by one, each as a finished part. Where it stands is told by the receipts alone. */
final class PagePartReader extends PartReader {
    private final Manifest manifest;
    private final Iterator<Page> missing;
    private @Nullable PageReader pages;

    PagePartReader(Attempt attempt, RunState state, Manifest manifest, Iterator<Page> missing) {
        super(attempt, state);
        this.manifest = manifest;
        this.missing = missing;
    }

    @Override
    @Nullable
    ReadyPart next(PartBuffer csv) throws IOException {
        if (!missing.hasNext()) {
            return null;
        }
        var page = missing.next();
        long rows = reader().read(page, csv);
        return new ReadyPart(page.number(), rows, csv.finish());
    }

    /** Opened in the slice's own thread, and only for a slice that has something to read. */
    private PageReader reader() {
        var open = pages;
        if (open == null) {
            open = attempt.source.reader(attempt.load.spec(), manifest.table(), attempt.snapshot());
            pages = open;
        }
        return open;
    }

    @Override
    void closeSource() {
        if (pages != null) {
            pages.close();
        }
    }
}
