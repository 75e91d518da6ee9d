package io.domostream.loader.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonFiniteValuesTest {
    private static final SourceColumn NUMBER =
            new SourceColumn("n", "double precision", PostgresKind.DOUBLE, DomoType.DOUBLE, true);

    @ParameterizedTest
    @CsvSource(delimiter = ' ', quoteCharacter = '`', textBlock = """
            NaN ~ 1
            -Infinity,1,Infinity ,1, 2
            1,NaN,NaN,NaN 1,,, 3
            1,-2.5,1e+300 1,-2.5,1e+300 0
            infinity,-infinity, ,, 2
            "NaN","Infinity,NaN",NaN "NaN","Infinity,NaN", 1
            "a"",NaN","",NaN "a"",NaN","", 1
            """)
    void onlyFieldsWithoutQuotesAreRemoved(String row, String left, long removed) {
        var values = new NonFiniteValues(List.of(NUMBER));
        assertThat(new String(values.removeFrom((row + "\n").getBytes(UTF_8)), UTF_8))
                .isEqualTo(left.replace("~", "") + "\n");
        assertThat(values.removed()).isEqualTo(removed);
    }

    @Test
    void aLineBreakWithinQuotesBeginsNoField() {
        var row = "\"x\nNaN,NaN\",NaN\n".getBytes(UTF_8);
        assertThat(new NonFiniteValues(List.of(NUMBER)).removeFrom(row)).isEqualTo("\"x\nNaN,NaN\",\n".getBytes(UTF_8));
    }
}
