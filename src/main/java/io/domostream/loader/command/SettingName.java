package io.domostream.loader.command;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of the loader's settings. Spring Boot ignores case, dashes and most other characters in a name; brackets keep
 * them where they make a difference, as in the name of a column.
 */
final class SettingName {
    /** The first elements of the loader's own settings; for all others Spring Boot's rules remain. */
    static final Set<String> ROOTS =
            Set.of("domo", "source", "loads", "groups", "metrics", "report", "loader", "timezone");

    private static final Pattern COLUMNS = Pattern.compile("(?i)loads\\.[^.]+\\.(columns|rename)");
    private static final Pattern PARAMETERS = Pattern.compile("(?i)loads\\.[^.]+\\.parameters");
    private static final Pattern ALIKE_IN_ANY_FORM = Pattern.compile("[a-z0-9]+");
    private static final Pattern KEPT = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern FIRST = Pattern.compile("(\\[[^\\]]*\\]|[^.\\[]+)\\.?(.*)", Pattern.DOTALL);

    private SettingName() {}

    /** The name of what a map of this name has under this key. */
    static String below(String name, String key) {
        if (!isOwn(name.isEmpty() ? key : name)) {
            return plain(name, key);
        }
        if (COLUMNS.matcher(name).matches()) {
            return exact(name, key, ALIKE_IN_ANY_FORM);
        }
        var first = FIRST.matcher(key);
        if (!first.matches()) {
            return exact(name, key, KEPT);
        }
        var next = exact(name, first.group(1), PARAMETERS.matcher(name).matches() ? ALIKE_IN_ANY_FORM : KEPT);
        return first.group(2).isEmpty() ? next : below(next, first.group(2));
    }

    /** The name's first element, in the form in which Spring Boot compares it. */
    static String root(String name) {
        return name.replaceFirst("(?s)[.\\[].*", "").replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    static boolean isOwn(String name) {
        return ROOTS.contains(root(name));
    }

    private static String exact(String name, String key, Pattern withoutBrackets) {
        return withoutBrackets.matcher(key).matches() || key.startsWith("[")
                ? plain(name, key)
                : name + "[" + key + "]";
    }

    private static String plain(String name, String key) {
        return name.isEmpty() || key.startsWith("[") ? name + key : name + "." + key;
    }
}
