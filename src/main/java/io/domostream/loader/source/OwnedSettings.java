package io.domostream.loader.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The settings that each transaction on PostgreSQL has, whatever the role, the database or the server is configured with. */
final class OwnedSettings {
    private OwnedSettings() {}

    /** Settings and their values, in the order in which they are set. */
    static Map<String, String> values(RowSecurity rowSecurity) {
        var wanted = new LinkedHashMap<String, String>();
        // First, since it changes how others are shown.
        wanted.put("quote_all_identifiers", "off");
        // The form of values. The compiled-in defaults, but for those that would lose digits or depend on the reader.
        wanted.put("client_encoding", "UTF8");
        wanted.put("TimeZone", "UTC");
        wanted.put("DateStyle", "ISO, MDY");
        wanted.put("IntervalStyle", "iso_8601");
        wanted.put("extra_float_digits", "1");
        wanted.put("bytea_output", "hex");
        wanted.put("xmlbinary", "base64");
        wanted.put("xmloption", "content");
        wanted.put("lc_monetary", "C");
        wanted.put("lc_numeric", "C");
        wanted.put("lc_time", "C");
        wanted.put("timezone_abbreviations", "Default");
        wanted.put("default_text_search_config", "pg_catalog.simple");
        // The meaning of a query's text.
        wanted.put("standard_conforming_strings", "on");
        wanted.put("backslash_quote", "safe_encoding");
        wanted.put("array_nulls", "on");
        wanted.put("transform_null_equals", "off");
        // The visible rows. With row_security off the server refuses what a policy would filter.
        wanted.put("row_security", rowSecurity == RowSecurity.APPLY ? "on" : "off");
        wanted.put("gin_fuzzy_search_limit", "0");
        // The CHECK of a foreign table is not enforced, and would leave out its rows.
        wanted.put("constraint_exclusion", "off");
        wanted.put("restrict_nonsystem_relation_kind", "");
        // The time limits.
        wanted.put("lock_timeout", "1min");
        wanted.put("idle_in_transaction_session_timeout", "0");
        wanted.put("exit_on_error", "off");
        // Set beforehand already, since a short one could end the statement that sets the others.
        wanted.put("statement_timeout", "0");
        wanted.put("transaction_timeout", "0");
        return wanted;
    }

    /** Settings that cannot be set here, or are set by other means. */
    static Map<String, String> checks(String user, Set<String> known) {
        var checks = new LinkedHashMap<String, String>();
        checks.put("transaction_read_only", "on");
        // Each would leave out rows, or read damaged ones.
        checks.put("zero_damaged_pages", "off");
        checks.put("ignore_checksum_failure", "off");
        checks.keySet().retainAll(known);
        checks.put("role", user);
        return checks;
    }
}
