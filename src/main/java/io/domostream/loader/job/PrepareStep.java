package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DataSet;
import io.domostream.loader.domo.DomoException;
import io.domostream.loader.domo.NewStream;
import io.domostream.loader.domo.Stream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the stream once, or brings the one that is there to the load's columns and update method. */
final class PrepareStep implements LoadStep.Action {
    private static final Logger LOG = LoggerFactory.getLogger(PrepareStep.class);
    private static final int SEARCHES = 3;
    private final Attempt attempt;

    PrepareStep(Attempt attempt) {
        this.attempt = attempt;
    }

    @Override
    public @Nullable String run(RunState state) {
        if (state.intent() != null) {
            return null;
        }
        var there = attempt.stream();
        var stream = there == null ? create() : evolve(there);
        var dataSet = Objects.requireNonNull(stream.dataSet(), "a stream has a DataSet");
        attempt.around.loads().keepStream(attempt.load.name(), stream.id());
        state.keepStream(stream.id(), dataSet.id());
        return null;
    }

    private Stream create() {
        var load = attempt.load;
        var name = Objects.requireNonNull(load.target().dataset().name());
        var earlier = createdEarlier();
        if (earlier != null) {
            return withDataSet(earlier);
        }
        attempt.around.lock().requireHeld();
        // A create that stays unanswered may have been done: the intent makes the next attempt search before it
        // creates.
        attempt.around
                .loads()
                .intendToCreate(load.name(), attempt.around.clock().instant());
        var repeated = new AtomicBoolean();
        try {
            var stream = attempt.domo
                    .streams()
                    .create(
                            new NewStream(
                                    name,
                                    load.target().dataset().description(),
                                    ColumnNames.of(attempt.load).schema(attempt.table()),
                                    wanted().word(),
                                    wanted().keyColumns()),
                            () -> {
                                repeated.set(true);
                                return Optional.ofNullable(searched());
                            });
            LOG.info("created stream {} for DataSet {}", stream.id(), name);
            return withDataSet(stream);
        } catch (DomoException.NotSent | DomoException.Refused e) {
            // It proves nothing about the tries before it.
            if (!repeated.get()) {
                attempt.around.loads().withdrawCreate(load.name());
            }
            throw e;
        } catch (DomoException.Unavailable e) {
            var found = searched();
            if (found == null) {
                throw e;
            }
            return withDataSet(found);
        }
    }

    /** What a create that got no answer may have made. */
    private @Nullable Stream searched() {
        attempt.around.lock().requireHeld();
        return new Inspector(attempt.load, attempt.domo, attempt.source).stream(null);
    }

    /** An earlier attempt's create may still be on its way, so the search is given some time. */
    private @Nullable Stream createdEarlier() {
        if (!attempt.around.loads().createIntended(attempt.load.name())) {
            return null;
        }
        var inspector = new Inspector(attempt.load, attempt.domo, attempt.source);
        Stream found = null;
        for (int i = 0; i < SEARCHES && found == null; i++) {
            attempt.around.stop().pause(attempt.waits.pollInterval());
            found = inspector.stream(null);
        }
        return found;
    }

    private Stream withDataSet(Stream stream) {
        return stream.dataSet() != null ? stream : attempt.domo.streams().retrieve(stream.id());
    }

    private UpdateMethod wanted() {
        return UpdateMethod.wanted(attempt.load, attempt.table());
    }

    private Stream evolve(Stream stream) {
        var dataSet = Objects.requireNonNull(attempt.dataSet());
        var wanted = ColumnNames.of(attempt.load).schema(attempt.table());
        if (!wanted.equals(dataSet.schema())) {
            attempt.domo.dataSets().updateSchema(dataSet.id(), wanted);
            LOG.info(
                    "changed the columns of DataSet {}: it has {} now",
                    dataSet.id(),
                    wanted.columns().size());
        }
        change(stream);
        return new Stream(
                stream.id(),
                new DataSet(dataSet.id(), dataSet.name(), null, dataSet.rows(), wanted),
                wanted().word(),
                wanted().keyColumns(),
                false);
    }

    private void change(Stream stream) {
        var wanted = wanted();
        var there = UpdateMethod.of(stream);
        if (wanted.isCertainly(stream)) {
            return;
        }
        try {
            attempt.domo.streams().update(stream.id(), wanted.word(), wanted.keyColumnsFor(stream));
        } catch (DomoException.Refused e) {
            throw LoadFailure.resumable(
                            ExitCodes.REFUSED,
                            Runbook.METHOD_NOT_CHANGED,
                            "stream %d can't be changed from %s to %s as loads.%s.method wants: %s; set it as it was, or load into another DataSet"
                                    .formatted(stream.id(), there, wanted, attempt.load.name(), e.getMessage()))
                    .causedBy(e);
        }
        if (!wanted.equals(there)) {
            LOG.info("set update method of stream {} to {}, was {}", stream.id(), wanted, there);
        }
    }
}
