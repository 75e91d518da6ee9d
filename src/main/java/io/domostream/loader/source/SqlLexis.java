package io.domostream.loader.source;

import io.domostream.loader.source.SqlReading.Part;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** How a kind of database, and its driver, tell texts, quoted names and comments from the rest of a query. */
enum SqlLexis {
    POSTGRESQL,
    H2,
    MYSQL,
    MARIADB,
    SQLSERVER,
    ORACLE,
    SQLITE,
    DUCKDB,
    HSQLDB,
    DERBY,
    FIREBIRD,
    UNKNOWN;

    // No query for one database has signs enough of others for more; each is a pass over the text.
    private static final int READINGS_AT_MOST = 500;
    private static final Pattern ANY_PLACE = Pattern.compile(":[\\p{L}_]|\\?");

    private Set<SqlTrait> sure() {
        return switch (this) {
            case POSTGRESQL ->
                EnumSet.of(
                        SqlTrait.E_TEXT,
                        SqlTrait.DOLLARS,
                        SqlTrait.DASHES_ALONE,
                        SqlTrait.NESTING,
                        SqlTrait.CARRIAGE_RETURN);
            case DUCKDB -> with(POSTGRESQL.sure(), SqlTrait.OPEN_END);
            case H2 -> with(DERBY.sure(), SqlTrait.DOLLARS, SqlTrait.BACKTICKS, SqlTrait.SLASHES);
            case MYSQL, MARIADB ->
                EnumSet.of(
                        SqlTrait.BACKTICKS,
                        SqlTrait.HASH,
                        SqlTrait.RUN_COMMENT,
                        SqlTrait.SKIPPED_BY_VERSION,
                        SqlTrait.OPEN_END);
            case SQLSERVER -> EnumSet.of(SqlTrait.BRACKETS_DOUBLED, SqlTrait.DASHES_ALONE, SqlTrait.OPEN_END);
            case ORACLE -> EnumSet.of(SqlTrait.Q_TEXT, SqlTrait.DASHES_ALONE, SqlTrait.OPEN_END);
            case SQLITE -> EnumSet.of(SqlTrait.BACKTICKS, SqlTrait.BRACKETS, SqlTrait.DASHES_ALONE, SqlTrait.OPEN_END);
            case HSQLDB -> EnumSet.of(SqlTrait.DASHES_ALONE, SqlTrait.CARRIAGE_RETURN_FIRST, SqlTrait.OPEN_END);
            case DERBY ->
                EnumSet.of(SqlTrait.DASHES_ALONE, SqlTrait.NESTING, SqlTrait.CARRIAGE_RETURN, SqlTrait.OPEN_END);
            case FIREBIRD ->
                EnumSet.of(SqlTrait.Q_TEXT, SqlTrait.DASHES_ALONE, SqlTrait.CARRIAGE_RETURN, SqlTrait.OPEN_END);
            case UNKNOWN -> EnumSet.of(SqlTrait.OPEN_END);
        };
    }

    /** Rules that hold or not, by the session's settings, by the server's version, or for the driver alone. */
    private Set<SqlTrait> unsure() {
        return switch (this) {
            case MYSQL, MARIADB ->
                // By sql_mode's NO_BACKSLASH_ESCAPES and ANSI_QUOTES; only MariaDB's versions know /*M!.
                EnumSet.of(SqlTrait.BACKSLASH_IN_TEXT, SqlTrait.BACKSLASH_IN_QUOTED, SqlTrait.RUN_BY_VERSION);
            case H2 -> EnumSet.of(SqlTrait.BRACKETS);
            case HSQLDB -> EnumSet.of(SqlTrait.BACKTICKS);
            // The server's comments nest, its driver's don't.
            case SQLSERVER -> EnumSet.of(SqlTrait.NESTING, SqlTrait.CARRIAGE_RETURN);
            case ORACLE -> EnumSet.of(SqlTrait.CARRIAGE_RETURN);
            case UNKNOWN -> EnumSet.complementOf(EnumSet.of(SqlTrait.OPEN_END));
            default -> Set.of();
        };
    }

    private static Set<SqlTrait> with(Set<SqlTrait> those, SqlTrait... more) {
        var all = EnumSet.copyOf(those);
        all.addAll(List.of(more));
        return all;
    }

    /** Where values go; refused where that depends on rules that are not certain. */
    List<Part> places(String query) {
        if (!ANY_PLACE.matcher(query).find()) {
            return List.of();
        }
        var sure = sure();
        var parts = SqlReading.of(sure).parts(query);
        var doubts = unsure().stream().filter(trait -> trait.mayMatter(query)).toList();
        requireAlike(query, sure, parts, doubts, new HashSet<>());
        return places(parts);
    }

    /**
     * With each choice among the doubts. Rules that one by one part the query no other way than without them don't do so
     * together either, so only what follows a change is gone into.
     */
    private static void requireAlike(
            String query, Set<SqlTrait> traits, List<Part> parts, List<SqlTrait> doubts, Set<Set<SqlTrait>> seen) {
        for (var doubt : doubts) {
            var more = with(traits, doubt);
            if (seen.add(more)) {
                requireFew(seen.size(), doubt);
                var others = SqlReading.of(more).parts(query);
                requireSame(places(parts), places(others), doubt);
                if (!others.equals(parts)) {
                    requireAlike(query, more, others, doubts, seen);
                }
            }
        }
    }

    private static void requireFew(int readings, SqlTrait doubt) {
        if (readings > READINGS_AT_MOST) {
            throw SourceException.badSettings(
                    "query holds too many signs that databases read in ways of their own, %s among them"
                            .formatted(doubt.shown()),
                    doubt.cure());
        }
    }

    private static List<Part> places(List<Part> parts) {
        return parts.stream().filter(Part::place).toList();
    }

    private static void requireSame(List<Part> places, List<Part> others, SqlTrait doubt) {
        if (!places.equals(others)) {
            int same = 0;
            while (same < places.size()
                    && same < others.size()
                    && places.get(same).equals(others.get(same))) {
                same++;
            }
            var in = same < places.size() ? places.get(same) : others.get(same);
            throw SourceException.badSettings(
                    "query holds %s, which not all databases, sessions or drivers read alike, so that %s may be a value or not"
                            .formatted(doubt.shown(), in.shown()),
                    doubt.cure());
        }
    }
}
