package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedParametersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ':a'",
                "SELECT 'it''s :a'",
                "SELECT E'\\':a'",
                "SELECT \":a\"",
                "SELECT 1 -- :a",
                "SELECT 1 /* :a /* :a */ :a */",
                "SELECT $$ :a $$, $x$ $$ :a $x$",
                "SELECT x::a",
                "SELECT f(x := 1)"
            })
    void aNameInsideQuotesCommentsOrCastsIsLeftAlone(String query) {
        assertThat(NamedParameters.bind(query, Map.of("a", 1L))).isEqualTo(query);
        assertThat(QueryParameters.names("jdbc:postgresql://h/x", query)).isEmpty();
    }

    @Test
    void aQueryNamesEachParameterOnce() {
        assertThat(QueryParameters.names(
                        "jdbc:postgresql://h/x", "SELECT ':c' WHERE a = :b::int AND d IN (:é_1) OR a > :b"))
                .containsExactly("b", "é_1");
    }

    @Test
    void everyTypeOfValueIsWrittenAsACastLiteral() {
        assertThat(NamedParameters.bind(
                        "(:l,:n,:b,:d,:t,:s::text,'':s)",
                        Map.of(
                                "l",
                                5L,
                                "n",
                                new BigDecimal("1E+3"),
                                "b",
                                true,
                                "d",
                                LocalDate.of(2024, 2, 29),
                                "t",
                                LocalDateTime.of(2024, 2, 29, 10, 0),
                                "s",
                                "x")))
                .isEqualTo(
                        "(CAST('5' AS pg_catalog.int8),CAST('1000' AS pg_catalog.numeric),CAST('true' AS pg_catalog.bool),"
                                + "CAST('2024-02-29' AS pg_catalog.date),CAST('2024-02-29T10:00:00' AS pg_catalog.timestamp),"
                                + "CAST('x' AS pg_catalog.text)::text,''CAST('x' AS pg_catalog.text))");
    }

    @Test
    void aListIsWrittenWithCommas() {
        var values = Map.<String, Object>of("l", List.of(1L, 2L));
        assertThat(NamedParameters.bind("x IN (:l)", values))
                .isEqualTo("x IN (CAST('1' AS pg_catalog.int8), CAST('2' AS pg_catalog.int8))");
        assertThat(NamedParameters.marked(SqlLexis.H2, "x IN (:l)", values, Product.H2::bound))
                .isEqualTo(Sql.of("x IN (?, ?)", 1L, 2L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'; DROP TABLE t; --", "\\'; DROP TABLE t; --", "\\", "''", "$$ /* :hostile", "a\r\n\t\"😀\"", ""
            })
    void hostileTextArrivesAsItIs(String hostile) {
        try (var source = new Source("CREATE TABLE t (v text, n int)")) {
            var spec = Source.query("SELECT 1 AS n, :hostile AS v", Map.of("hostile", hostile));
            assertThat(source.all(spec)).isEqualTo("1,\"" + hostile.replace("\"", "\"\"") + "\"\n");
        }
    }

    @Test
    void aValueThatSqlCannotHoldIsRefused() {
        assertThatThrownBy(() -> SqlLiteral.of("p", "a\0b")).isInstanceOf(SourceException.class);
        assertThatThrownBy(() -> SqlLiteral.of("p", LocalDate.of(-5, 1, 1))).hasMessageContaining("parameter p");
        assertThatThrownBy(() -> SqlLiteral.of("p", new Object())).hasMessageContaining("parameter p");
    }
}
