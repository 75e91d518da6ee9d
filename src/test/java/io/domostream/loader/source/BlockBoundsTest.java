package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BlockBoundsTest {
    private static List<List<String>> bounds(Long... bounds) {
        return List.of(bounds).stream().map(bound -> List.of(bound.toString())).toList();
    }

    @Test
    void oneTableIsCutIntoEqualRanges() {
        assertThat(new BlockBounds(List.of(100L)).cut(1000, 250)).isEqualTo(bounds(25L, 50L, 75L));
        assertThat(new BlockBounds(List.of(3L)).cut(1000, 1)).isEqualTo(bounds(1L, 2L));
        assertThat(new BlockBounds(List.of(0L)).cut(0, 100)).isEmpty();
        assertThat(new BlockBounds(List.of()).cut(0, 100)).isEmpty();
        assertThat(new BlockBounds(List.of(5L)).cut(10, 100)).isEmpty();
    }

    @Test
    void whereManyTablesHaveABlockRangesAreShort() {
        // Ten tables of 10 blocks, and one of 100: the first 10 numbers are of 110 blocks, the others of 90.
        var blocks = LongStream.concat(LongStream.generate(() -> 10).limit(10), LongStream.of(100))
                .boxed()
                .toList();
        assertThat(new BlockBounds(blocks).cut(2000, 500)).isEqualTo(bounds(5L, 10L, 50L));
    }

    @Test
    void blocksThatHoldTooManyRowsAreRefused() {
        var small = LongStream.generate(() -> 1).limit(40).boxed().toList();
        assertThat(new BlockBounds(small).cut(4000, 100)).isNull();
        assertThat(new BlockBounds(small).cut(4000, 2000)).isEmpty();
    }
}
