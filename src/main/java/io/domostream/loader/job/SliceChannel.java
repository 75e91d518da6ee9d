package io.domostream.loader.job;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.integration.jdbc.store.JdbcChannelMessageStore;
import org.springframework.integration.jdbc.store.channel.PostgresChannelMessageStoreQueryProvider;
import org.springframework.integration.support.MessageBuilder;

/** Slices on their way to whoever is free, a queue for each load, in the job repository's own database. */
final class SliceChannel {
    private static final String REGION = "domo-stream-loader";
    private final JdbcChannelMessageStore store;

    SliceChannel(DataSource database) {
        store = new JdbcChannelMessageStore(database);
        store.setChannelMessageStoreQueryProvider(new PostgresChannelMessageStoreQueryProvider());
        store.setRegion(REGION);
        // What comes out is made by Java's serialization: nothing else may.
        store.addAllowedPatterns(
                "org.springframework.batch.integration.partition.*",
                "org.springframework.messaging.support.*",
                "org.springframework.messaging.*",
                "java.lang.*",
                "java.util.*");
        store.afterPropertiesSet();
    }

    void send(String load, String step, long stepExecution) {
        var unused = store.addMessageToGroup(
                load,
                MessageBuilder.withPayload(new StepExecutionRequest(step, stepExecution))
                        .build());
    }

    /** The next slice, which from now on nobody else gets, or null. */
    @Nullable
    StepExecutionRequest receive(String load) {
        var message = store.pollMessageFromGroup(load);
        return message == null ? null : (StepExecutionRequest) message.getPayload();
    }

    boolean isEmpty(String load) {
        return store.messageGroupSize(load) == 0;
    }

    /** What an attempt that is over has left. */
    void clear(String load) {
        store.removeMessageGroup(load);
    }
}
