package io.domostream.loader.databases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database of a test's own, in one of the engines. */
public final class TestDatabase implements AutoCloseable {
    /** As the loader is told it. */
    record Address(
            String url, @Nullable String username, @Nullable String password) {}

    private final Address address;
    private final String adminUrl;
    private final Runnable drop;

    TestDatabase(Address address, String adminUrl, Runnable drop) {
        this.address = address;
        this.adminUrl = adminUrl;
        this.drop = drop;
    }

    TestDatabase by(String scheme) {
        var url = address.url().replaceFirst("jdbc:[a-z]+:", "jdbc:" + scheme + ":");
        return new TestDatabase(new Address(url, address.username(), address.password()), adminUrl, drop);
    }

    public String url() {
        return address.url();
    }

    /** Of a user who may read and nothing else; null where the engine knows no users. */
    public @Nullable String username() {
        return address.username();
    }

    public @Nullable String password() {
        return address.password();
    }

    /** Runs each statement as the owner of everything, outside any transaction. */
    public void execute(String... sql) {
        Sql.execute(adminUrl, sql);
    }

    /** The rows of a query, as the driver prints their values. */
    public List<List<@Nullable String>> rows(String sql) {
        return Sql.rows(adminUrl, sql);
    }

    @Override
    public void close() {
        drop.run();
    }
}
