package io.domostream.loader.job;

import io.domostream.loader.source.Page;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Gives a slice's missing pages one by one, each as a finished part. Where it stands is told by the receipts alone. */
final class PagePartReader extends PartReader {
    private final PartMakers makers;
    private final Iterator<Page> missing;
    private @Nullable ReadyPart last;

    PagePartReader(Attempt attempt, RunState state, PartMakers makers, Iterator<Page> missing) {
        super(attempt, state);
        this.makers = makers;
        this.missing = missing;
    }

    @Override
    @Nullable
    ReadyPart next() throws IOException {
        close();
        if (!missing.hasNext()) {
            return null;
        }
        last = makers.make(missing.next());
        return last;
    }

    /** Batch asks for the next part, or for none, when the last one has been sent. */
    @Override
    public void close() {
        if (last != null) {
            makers.sent(last);
            last = null;
        }
    }
}
