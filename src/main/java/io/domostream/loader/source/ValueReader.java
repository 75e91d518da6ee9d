package io.domostream.loader.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads the present row's value in one column, or null. */
interface ValueReader {
    @Nullable
    Object read(ResultSet row, int column) throws SQLException;
}
