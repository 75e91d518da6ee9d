package io.domostream.loader.source;

import java.util.regex.Pattern;

/**
 * A rule by which some databases part a statement, and others don't. The order counts: what comes first is tried first,
 * and {@code ¶} stands for the rest of a line.
 */
enum SqlTrait {
    E_TEXT("[eE]'", "(?<![\\w$])[eE]'(?:[^'\\\\]|\\\\.|'')*+'", "a text E'…'", Cure.TEXT),
    /** Oracle's, with any sign for the bracket. */
    Q_TEXT(
            "[qQ]'",
            "(?<![\\p{L}\\d_$#])[nN]?[qQ]'(?:(?:\\[.*?]|\\{.*?}|<.*?>|\\(.*?\\)|(?<sign>[^\\s\\[{<(]).*?\\k<sign>)'|.*)",
            "a text q'[…]'",
            Cure.TEXT),
    BACKSLASH_IN_TEXT("\\\\'", "'(?:[^'\\\\]|\\\\.|'')*+(?:'|\\\\?\\z)", "a backslash before a quote", Cure.TEXT),
    BACKSLASH_IN_QUOTED(
            "\\\\\"", "\"(?:[^\"\\\\]|\\\\.|\"\")*+(?:\"|\\\\?\\z)", "a backslash before a double quote", Cure.TEXT),
    DOLLARS(
            "(?s)\\$.*\\$",
            "(?<![\\w$])(?<dollar>\\$(?:[\\p{L}_][\\p{L}\\d_]*+)?\\$).*?\\k<dollar>",
            "dollar signs around a text",
            Cure.TEXT),
    BACKTICKS("`", "`(?:[^`]|``)*+(?:`|\\z)", "backticks", Cure.NAME),
    /** SQL Server's, in which {@code ]]} is a bracket of the name. */
    BRACKETS_DOUBLED("\\[", "\\[(?:[^]]|]])*+(?:]|\\z)", "square brackets", Cure.NAME),
    BRACKETS("\\[", "\\[[^]]*+(?:]|\\z)", "square brackets", Cure.NAME),
    HASH("#", "#¶", "the sign #, a comment to some", Cure.SIGN),
    SLASHES("//", "//¶", "the sign //, a comment to some", Cure.SIGN),
    DASHES_ALONE("--(?![\\x00-\\x20\\x7f]|\\z)", "--¶", "-- without a blank after it", Cure.DASHES),
    /** MySQL's code in a comment, run always. */
    RUN_COMMENT("/\\*!(?!\\d{5})", "/\\*!(?!\\d{5})", "a comment /*! … */", Cure.COMMENT),
    /** The same, run by some versions. */
    RUN_BY_VERSION("/\\*(?:!\\d{5}|M!)", "/\\*(?:!\\d{5,6}|M!\\d*+)", "a comment /*! … */", Cure.COMMENT),
    /** Where it is not run, it may hold one comment. */
    SKIPPED_BY_VERSION(
            "(?s)/\\*M?!.*/\\*",
            "/\\*M?!(?:/\\*.*?(?:\\*/|\\z)|(?!\\*/).)*+(?:\\*/|\\z)",
            "a comment in a comment /*! … */",
            Cure.COMMENT),
    NESTING("(?s)/\\*.*/\\*", "/\\*", "a comment within a comment", Cure.COMMENT),
    /** HSQLDB's: a carriage return, wherever it comes, before any line feed. */
    CARRIAGE_RETURN_FIRST("\\r", "", "carriage returns among line feeds", Cure.LINE),
    CARRIAGE_RETURN("\\r(?!\\n)", "", "a carriage return without a line feed", Cure.LINE),
    /** What is opened and not closed reaches to the end. */
    OPEN_END("['\"]", "['\"].*", "a quote without its end", Cure.TEXT);

    private final String sign;
    private final String token;
    private final String shown;
    private final String cure;

    SqlTrait(String sign, String token, String shown, String cure) {
        this.sign = sign;
        this.token = token;
        this.shown = shown;
        this.cure = cure;
    }

    /** Without its sign in it, a query is read alike with and without the rule. */
    boolean mayMatter(String query) {
        return Pattern.compile(sign).matcher(query).find();
    }

    String token() {
        return token;
    }

    String shown() {
        return shown;
    }

    String cure() {
        return cure;
    }

    private static final class Cure {
        static final String TEXT =
                "double a quote within quotes, as in 'it''s', or move the text into a parameter of its own";
        static final String NAME = "keep : ? and quotes out of what they enclose";
        static final String SIGN = "leave the comment out, or, where the sign is no comment, break the line after it";
        static final String DASHES = "put a blank after the -- of a comment, and between two minus signs";
        static final String COMMENT = "leave the comment out";
        static final String LINE = "end the lines of comments with a line feed";
    }
}
