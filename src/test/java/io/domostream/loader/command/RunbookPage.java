package io.domostream.loader.command;

import io.domostream.loader.Runbook;
import io.domostream.loader.job.ExitCodes;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.PicocliException;

/** What the runbook says, held against the program's failures, exit codes, messages and commands. */
record RunbookPage(String text, String sources) {
    private static final List<String> FROM_OUTSIDE = List.of("exit-code-137", "exit-code-143", "oomkilled");
    private static final List<String> PARAGRAPHS = List.of("What happened", "What is safe", "What to type");
    private static final Pattern ENTRY = Pattern.compile("(?ms)^### ([^\n]+)\n(.*?)(?=^##|\\z)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern SAYS = Pattern.compile("(?m)^Says .*$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]+]\\(([^)#]*)#?([^)]*)\\)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final String PROGRAM = "domo-stream-loader ";

    List<String> differences() {
        var found = new ArrayList<String>();
        headings(found);
        entries().forEach((name, entry) -> {
            paragraphs(name, entry, found);
            wording(name, entry, found);
        });
        commands(found);
        links(found);
        return found;
    }

    private void headings(List<String> found) {
        var wanted = new TreeSet<>(FROM_OUTSIDE);
        Stream.of(Runbook.values()).map(Runbook::anchor).forEach(wanted::add);
        Stream.of(ExitCodes.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .forEach(field -> wanted.add("exit-code-" + value(field)));
        for (var name : entries().keySet()) {
            if (!wanted.remove(anchor(name))) {
                found.add("nothing leads to " + name);
            }
        }
        wanted.forEach(anchor -> found.add(anchor + " has no heading"));
    }

    private static void paragraphs(String name, String entry, List<String> found) {
        int last = -1;
        for (var paragraph : PARAGRAPHS) {
            int at = entry.indexOf("**%s.** ".formatted(paragraph));
            // Commands may stand right below.
            at = at < 0 ? entry.indexOf("**%s.**\n\n```".formatted(paragraph)) : at;
            if (at <= last) {
                found.add("%s does not say: %s".formatted(name, paragraph));
            }
            last = at;
        }
        if (!entry.substring(Math.max(0, last)).contains("```sh\n")) {
            found.add(name + " has nothing to type");
        }
    }

    /** What can be searched for is what the program says; a … stands for what differs each time. */
    private void wording(String name, String entry, List<String> found) {
        SAYS.matcher(entry)
                .results()
                .flatMap(line -> CODE.matcher(line.group()).results())
                .flatMap(said -> Stream.of(said.group(1).split("…")))
                .map(String::strip)
                .filter(piece -> !piece.isEmpty() && !sources.contains(piece))
                .forEach(piece -> found.add("%s: the program does not say %s".formatted(name, piece)));
    }

    private void commands(List<String> found) {
        var program = DomoStreamLoader.commandLine();
        text.lines()
                .filter(line -> line.startsWith(PROGRAM))
                .map(line -> line.substring(PROGRAM.length()).replaceFirst(" +#.*", ""))
                .distinct()
                .forEach(command -> {
                    try {
                        program.parseArgs(words(command));
                    } catch (PicocliException e) {
                        found.add("%s can't be typed: %s".formatted(command, e.getMessage()));
                    }
                });
    }

    private static String[] words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }

    private void links(List<String> found) {
        LINK.matcher(text)
                .results()
                .filter(link -> !leads(link))
                .forEach(link -> found.add(link.group() + " is broken"));
    }

    private boolean leads(MatchResult link) {
        var page = link.group(1).isEmpty() ? text : Sources.read(Path.of("docs", link.group(1)));
        return link.group(2).isEmpty()
                || HEADING.matcher(page)
                        .results()
                        .anyMatch(h -> anchor(h.group(1)).equals(link.group(2)));
    }

    private Map<String, String> entries() {
        var entries = new LinkedHashMap<String, String>();
        ENTRY.matcher(text).results().forEach(entry -> entries.put(entry.group(1), entry.group(2)));
        return entries;
    }

    /** As GitHub makes it. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static String value(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
