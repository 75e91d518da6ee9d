package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

class SliceChannelTest {
    private final DriverManagerDataSource database = new DriverManagerDataSource(TestPostgres.newDatabase());

    @BeforeEach
    void begin() {
        new ResourceDatabasePopulator(new ClassPathResource("sql/workers.sql")).execute(database);
    }

    @Test
    void eachSliceIsTakenOnceHoweverManyAskAtOnce() throws Exception {
        new SliceChannel(database).send("orders", "slices", 1);
        for (long id = 2; id <= 60; id++) {
            new SliceChannel(database).send("orders", "slices", id);
        }
        var threads = Executors.newFixedThreadPool(3);
        try {
            Callable<ArrayList<Long>> taker = () -> {
                var channel = new SliceChannel(database);
                var ids = new ArrayList<Long>();
                for (var got = channel.receive("orders"); got != null; got = channel.receive("orders")) {
                    ids.add(got.getStepExecutionId());
                }
                return ids;
            };
            var all = new ArrayList<Long>();
            for (var taken : threads.invokeAll(java.util.Collections.nCopies(3, taker))) {
                all.addAll(taken.get());
            }
            assertThat(all)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 60).boxed().toList());
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void eachLoadHasAQueueOfItsOwn() {
        var channel = new SliceChannel(database);
        channel.send("orders", "slices", 1);
        channel.send("more", "slices", 2);
        channel.clear("orders");
        assertThat(channel.isEmpty("orders")).isTrue();
        assertThat(channel.receive("orders")).isNull();
        assertThat(channel.isEmpty("more")).isFalse();
        assertThat(Objects.requireNonNull(channel.receive("more")))
                .extracting(StepExecutionRequest::getStepExecutionId)
                .isEqualTo(2L);
    }

    @Test
    void oneLookTellsWhichLoadsHaveSlicesToTake() {
        var channel = new SliceChannel(database);
        channel.send("orders", "slices", 1);
        channel.send("orders", "slices", 2);
        channel.send("of-others", "slices", 3);
        assertThat(channel.waiting(List.of("more", "orders"))).containsExactly("orders");
    }
}
