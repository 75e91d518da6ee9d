package io.domostream.loader.source;

import java.util.List;

/** What a role, a database or a schema may be configured with, so that a careless reader gets other values or none. */
final class Hostile {
    /** Settings that any user may have. */
    static final List<String> SETTINGS = List.of(
            "\"TimeZone\" = 'Asia/Tokyo'",
            "DateStyle = 'German, DMY'",
            "IntervalStyle = 'postgres_verbose'",
            "extra_float_digits = -3",
            "bytea_output = 'escape'",
            "xmlbinary = 'hex'",
            "xmloption = 'document'",
            "lc_monetary = 'POSIX'",
            "lc_numeric = 'POSIX'",
            "quote_all_identifiers = on",
            "standard_conforming_strings = off",
            "backslash_quote = off",
            "array_nulls = off",
            "transform_null_equals = on",
            "row_security = on",
            "default_text_search_config = 'pg_catalog.english'",
            "timezone_abbreviations = 'India'",
            "gin_fuzzy_search_limit = 1",
            "exit_on_error = on",
            "default_transaction_isolation = 'serializable'",
            "default_transaction_read_only = off",
            "default_transaction_deferrable = on",
            "statement_timeout = '300ms'",
            "lock_timeout = '1ms'",
            "idle_in_transaction_session_timeout = '300ms'",
            "transaction_timeout = '500ms'",
            "client_encoding = 'LATIN1'",
            "search_path = 'evil', 'public', 'pg_catalog'");

    /** A schema before pg_catalog in the search path, with names of PostgreSQL's own. */
    static final String[] SCHEMA = {
        "CREATE SCHEMA evil",
        "CREATE DOMAIN evil.text AS pg_catalog.text CHECK (VALUE IS NULL)",
        "CREATE DOMAIN evil.numeric AS pg_catalog.numeric CHECK (VALUE IS NULL)",
        "CREATE DOMAIN evil.date AS pg_catalog.date CHECK (VALUE IS NULL)",
        "CREATE FUNCTION evil.encode(bytea, pg_catalog.text) RETURNS pg_catalog.text LANGUAGE sql AS $$SELECT 'evil'::pg_catalog.text$$",
        "CREATE FUNCTION evil.to_json(anyelement) RETURNS json LANGUAGE sql AS $$SELECT '\"evil\"'::json$$",
        "CREATE FUNCTION evil.date_trunc(pg_catalog.text, timestamp) RETURNS timestamp LANGUAGE sql AS $$SELECT '2000-01-01'::timestamp$$",
        "CREATE FUNCTION evil.length(character) RETURNS int LANGUAGE sql AS $$SELECT 0$$",
        "CREATE FUNCTION evil.never(int, int) RETURNS boolean LANGUAGE sql AS $$SELECT false$$",
        "CREATE FUNCTION evil.never(pg_catalog.oid, bigint) RETURNS boolean LANGUAGE sql AS $$SELECT false$$",
        "CREATE OPERATOR evil.>= (LEFTARG = int, RIGHTARG = int, FUNCTION = evil.never)",
        "CREATE OPERATOR evil.< (LEFTARG = int, RIGHTARG = int, FUNCTION = evil.never)",
        "CREATE OPERATOR evil.= (LEFTARG = pg_catalog.oid, RIGHTARG = bigint, FUNCTION = evil.never)",
        "CREATE AGGREGATE evil.max(timestamptz) (SFUNC = timestamptz_smaller, STYPE = timestamptz)",
        "GRANT USAGE ON SCHEMA evil TO public",
    };

    /** A table of the types whose text depends on settings. */
    static final String[] TABLE = {
        "CREATE TABLE t (id int PRIMARY KEY, f8 float8, f4 real, i interval, b bytea, ts timestamptz, d date, bs bytea[],"
                + " ivs interval[], x xml, m money, c char(9), n numeric, seen timestamptz)",
        "INSERT INTO t SELECT g, g / 3.0, g / 3.0, g * interval '21 days 901 hours', ('\\\\x0' || g % 10)::bytea,"
                + " timestamptz '2024-03-31 00:00+00' + g * interval '7 min', date '2024-01-02' + g,"
                + " ARRAY['\\\\x01ff'::bytea], ARRAY[interval '1 day 2 h'], '<?xml version=\"1.0\"?><a/>', g * 1.5::numeric::money,"
                + " 'x' || g, g / 7.0, now() FROM generate_series(1, 900) AS g",
        "GRANT SELECT ON t TO public",
    };

    private Hostile() {}

    /** Gives a role, or a database, all of them. */
    static String[] settings(String subject) {
        return SETTINGS.stream().map(setting -> setting(subject, setting)).toArray(String[]::new);
    }

    /** One of them, if the server has it. */
    static String setting(String subject, String setting) {
        return "DO $$ BEGIN ALTER %s SET %s; EXCEPTION WHEN undefined_object THEN NULL; END $$"
                .formatted(subject, setting);
    }
}
