package io.domostream.loader.source;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** Makes SQL of names, with the quotation mark that the database has for them. */
record Quote(String mark) {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\d_$#]*");

    static Quote of(Session session) {
        try {
            var mark = session.connection().getMetaData().getIdentifierQuoteString();
            return new Quote(mark == null ? "" : mark.strip());
        } catch (SQLException e) {
            throw session.failure(e);
        }
    }

    String name(String name) {
        if (mark.isEmpty()) {
            if (!PLAIN.matcher(name).matches()) {
                throw SourceException.badSettings(
                        "the name " + name + " would have to be quoted, which the source's driver can't do",
                        "load a query that renames it");
            }
            return name;
        }
        return mark + name.replace(mark, mark + mark) + mark;
    }
}
