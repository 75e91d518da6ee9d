package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.domo.Column;
import io.domostream.loader.domo.NewStream;
import io.domostream.loader.domo.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream whose creation stays without an answer. */
class CreatedOnceTest {
    private static final String CREATE = "POST /v1/streams";

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
        world.also("domo.retries: 0");
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** What the loader has asked for, done by Domo now. */
    private void create() {
        var schema = new Schema(List.of(new Column("LONG", "id"), new Column("STRING", "note")));
        world.domo().streams().create(new NewStream("Orders", null, schema, "REPLACE", List.of()));
    }

    @Test
    void isFoundWhereOnlyTheAnswerWasLost() {
        world.on(call -> {
            if (call.equals(CREATE)) {
                world.on(other -> {});
                create();
                throw new IOException("cut by the test");
            }
        });
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        assertThat(world.streams()).isEqualTo(1);
    }

    @Test
    void isCreatedAgainInTheSameRunWhereNoSearchFindsIt() {
        world.also("domo.retries: 1");
        var cut = new AtomicBoolean();
        world.on(call -> {
            if (call.equals(CREATE) && !cut.getAndSet(true)) {
                throw new IOException("cut by the test");
            }
        });
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        assertThat(world.streams()).isEqualTo(1);
    }

    @Test
    void isFoundWhereItIsCreatedLate() {
        world.on(call -> {
            if (call.equals(CREATE)) {
                throw new IOException("cut by the test");
            }
        });
        assertThat(world.run("run", "orders").exitCode()).isEqualTo(5);
        var searched = new AtomicBoolean();
        world.on(call -> {
            boolean search = call.equals("GET /v1/streams/search");
            if (call.equals(CREATE) || (search && searched.getAndSet(true))) {
                world.on(other -> {});
                create();
            }
        });
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        assertThat(world.streams()).isEqualTo(1);
    }
}
