package io.domostream.loader.source;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Parts of queries, none of which holds a value by its database's rules. */
final class SqlPieces {
    private static final List<String> COMMON = List.of(
            "1",
            "a.b",
            "':h'",
            "'it''s :h ?'",
            "'\"`[#--/*'",
            "\":h '\"",
            "\"a\"\":h\"",
            "x::h",
            "a:=1",
            "-- :h ' \" ? /*\n",
            "/* :h ' \" ? -- */",
            "/**/",
            "''");
    static final List<String> SIGNS = List.of(
            "'",
            "'",
            "\"",
            "`",
            "[",
            "]",
            "\\",
            "#",
            "--",
            "-- ",
            "//",
            "/*",
            "*/",
            "/*!",
            "/*!50000",
            "/*M!",
            "$$",
            "$a$",
            "q'[",
            "]'",
            "e'",
            " ",
            "\n",
            "\r",
            ":a",
            ":b",
            "::",
            "x",
            "?");
    private static final Map<SqlLexis, List<String>> OWN = new EnumMap<>(Map.of(
            SqlLexis.POSTGRESQL,
                    List.of("$$ :h ' $$", "$h$ $$ :h $h$", "E'\\':h'", "/* /* */ :h ' */", "--:h '\n", "-- '\r"),
            SqlLexis.DUCKDB,
                    List.of("$$ :h ' $$", "$h$ $$ :h $h$", "e'\\':h'", "/* /* */ :h ' */", "--:h '\n", "-- '\r"),
            SqlLexis.H2,
                    List.of("`:h '`", "`a``:h`", "$$ :h ' $$", "// :h '\n", "/* /* */ :h ' */", "--:h '\n", "-- '\r"),
            SqlLexis.MYSQL,
                    List.of("`:h '`", "`a``:h`", "# :h ' \"\n", "1--1", "'\\\\'", "/* /* :h */", "/*! 1 */", "'\\n'"),
            SqlLexis.MARIADB,
                    List.of("`:h \"`", "`a``:h`", "# :h ' \"\n", "1--1", "'\\\\'", "-- '\r :h\n", "/*+ :h ' */"),
            SqlLexis.SQLSERVER, List.of("[:h ']", "[a]]:h '\"]", "--:h '\n", "'\\'"),
            SqlLexis.ORACLE, List.of("q'[it's :h]'", "Nq'{}:h'}'", "q'!':h!'", "--:h '\n", "'\\'", "/* /* :h */"),
            SqlLexis.SQLITE, List.of("`:h '`", "[:h ']", "--:h '\n", "'\\'", "/* /* :h */", "-- '\r :h\n"),
            SqlLexis.FIREBIRD, List.of("q'(it's :h)'", "--:h '\n", "'\\'", "-- '\r", "/* /* :h */"),
            SqlLexis.DERBY, List.of("/* /* */ :h ' */", "--:h '\n", "'\\'", "-- '\r")));

    private SqlPieces() {}

    static List<String> of(SqlLexis lexis) {
        var all = new ArrayList<>(COMMON);
        all.addAll(OWN.getOrDefault(lexis, List.of()));
        return all;
    }
}
