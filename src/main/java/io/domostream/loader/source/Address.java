package io.domostream.loader.source;

import java.util.regex.Pattern;

/** What of a JDBC address may be shown: a password may stand among its parameters, or before the host. */
final class Address {
    private static final Pattern DATABASE = Pattern.compile("(?i);database(name)?=[^;]*");
    private static final Pattern SECRET = Pattern.compile("(?i)@|(pass|pwd|secret|token|key)\\w*=");
    // MySQL and MariaDB know parameters of each host.
    private static final Pattern OF_HOST = Pattern.compile("(?i)([(,][^=(),]*(?:user|pass|pwd)[^=(),]*=)[^(),]*");

    private Address() {}

    static String shown(String url) {
        var bare = OF_HOST.matcher(withoutLogin(url).replaceFirst("\\?.*", "")).replaceAll("$1***");
        var first = bare.replaceFirst(";.*", "");
        var database = DATABASE.matcher(bare);
        return database.find() ? first + database.group() : first;
    }

    // The driver knows no user before the host, and would log what follows the colon as a bad port.
    static String withoutUser(String url) {
        return url.replaceFirst("^([^?;]*//)[^/?;]*@", "$1");
    }

    /** Whether a text that quotes a part of it might show a secret. */
    static boolean mayHoldSecret(String url) {
        return SECRET.matcher(url).find();
    }

    private static String withoutLogin(String url) {
        return Product.of(url) == Product.POSTGRESQL
                ? withoutUser(url)
                // A slash in a password should have been written otherwise, but is shown to nobody for that.
                : url.replaceFirst("^([^?;]*?//)[^?;]*@", "$1").replaceFirst("^(jdbc:oracle:\\w+:)[^?;]*@", "$1@");
    }
}
