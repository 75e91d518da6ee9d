package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.part.PartSettings;
import io.domostream.loader.source.DomoType;
import io.domostream.loader.source.Page;
import io.domostream.loader.source.SourceColumn;
import io.domostream.loader.source.SourceTable;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class ManifestTest {
    private static final Manifest.Update UPDATE =
            new Manifest.Update(LoadSettings.Method.UPSERT, "UPSERT", List.of("id"));

    private static SourceTable table(List<String> key) {
        return new SourceTable(
                "orders", List.of(new SourceColumn("id", "bigint", DomoType.LONG, false)), key, false, 1, 8.5, key);
    }

    private static List<Page> pages(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> new Page(
                        n,
                        n == 1 ? null : List.of("" + n),
                        n == count ? null : List.of("" + (n + 1)),
                        Page.Nulls.LEFT_OUT))
                .toList();
    }

    private static PartSettings parts(int parallel, @Nullable Integer inFlight) {
        return new PartSettings(1, DataSize.ofMegabytes(1), parallel, inFlight, PartSettings.Compressor.AUTO);
    }

    @Test
    void slicesAreAsManyAsThePartsThatMayBeOnTheirWay() {
        var manifest = Manifest.of(UPDATE, table(List.of("id")), pages(100), 1, parts(4, 50));
        assertThat(manifest.slices()).isEqualTo(50);
    }

    @ParameterizedTest(name = "{0} pages, {1} at once: {2} slices")
    @CsvSource({"1, 4, 1", "16, 4, 16", "17, 4, 17", "32, 4, 16", "33, 4, 17", "10000, 4, 157", "20, 2, 10", "5, 60, 5"
    })
    void slicesAreManyEnoughToShareAndFewEnoughToKeep(int pages, int parallel, int slices) {
        var manifest = Manifest.of(UPDATE, table(List.of("id")), pages(pages), 1, parts(parallel, null));
        assertThat(manifest.slices()).isEqualTo(slices);
        assertThat(IntStream.range(0, manifest.slices())
                        .mapToObj(manifest::slice)
                        .flatMap(List::stream))
                .isEqualTo(manifest.layout().pages());
        assertThat(IntStream.range(0, manifest.slices()))
                .allMatch(i -> manifest.slice(i).size() <= 64);
    }

    @ParameterizedTest(name = "{0} pages: {1} slices")
    @CsvSource({"1, 1", "1000, 1000", "1023, 1023", "1024, 512", "10000, 527", "40000, 625"})
    void workersHaveASliceForEachPartOfAllButVeryLargeLoads(int pages, int slices) {
        var manifest = Manifest.forWorkers(UPDATE, table(List.of("id")), pages(pages), 1);
        assertThat(manifest.slices()).isEqualTo(slices);
    }

    @Test
    void comesBackFromItsTextAsItWas() {
        var json = JsonMapper.shared();
        var manifest = Manifest.of(UPDATE, table(List.of("id")), pages(3), 42, parts(1, null));
        assertThat(json.readValue(json.writeValueAsString(manifest), Manifest.class))
                .isEqualTo(manifest);
    }

    @Test
    void ofASourceReadInOneGoKnowsItsPartsAtTheEndOnly() {
        var manifest = Manifest.inOneGo(UPDATE, table(List.of()), pages(1), 42);
        assertThat(manifest.endKnown()).isFalse();
        assertThat(manifest.repeatable()).isFalse();
        assertThat(manifest.ended(3).parts()).isEqualTo(3);
        assertThat(manifest.ended(3).endKnown()).isTrue();
    }

    @Test
    void canBeReadAgainLaterOnlyAlongAKey() {
        assertThat(Manifest.of(UPDATE, table(List.of("id")), pages(2), 1, parts(1, null))
                        .repeatable())
                .isTrue();
        assertThat(Manifest.of(UPDATE, table(List.of()), pages(2), 1, parts(1, null))
                        .repeatable())
                .isFalse();
    }
}
