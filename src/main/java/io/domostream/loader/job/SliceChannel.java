package io.domostream.loader.job;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.integration.jdbc.store.JdbcChannelMessageStore;
import org.springframework.integration.jdbc.store.channel.PostgresChannelMessageStoreQueryProvider;
import org.springframework.integration.support.MessageBuilder;
import org.springframework.integration.util.UUIDConverter;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Slices on their way to whoever is free, a queue for each load, in the job repository's own database. */
final class SliceChannel {
    private static final String REGION = "domo-stream-loader";
    private final JdbcChannelMessageStore store;
    private final JdbcClient database;

    SliceChannel(DataSource database) {
        this.database = JdbcClient.create(database);
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

    /** Those of the loads with slices to take. One look for all, since idle workers do nothing else. */
    List<String> waiting(Collection<String> loads) {
        var keys = Set.copyOf(database.sql("select distinct group_key from int_channel_message where region = ?")
                .param(REGION)
                .query(String.class)
                .list());
        return loads.stream().filter(load -> keys.contains(key(load))).toList();
    }

    /** As the store has it. */
    private static String key(String load) {
        return UUIDConverter.getUUID(load).toString();
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
