package io.domostream.loader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page whose console blocks are run one after another, each command's output put below it. */
final class StreamApiPage {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(.*?)^```$");
    private static final Pattern FILE = Pattern.compile("(?ms)`([a-z]+\\.[a-z]+)`:\n\n```[a-z]+\n(.*?)^```$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final String PROMPT = "$ ";
    private static final String PROGRAM = "$ domo-stream-loader ";
    private static final String LAST_CODE = "$ echo $?";
    private final String text;
    private final DomoAlone domo;
    private final Path folder;
    private int lastCode;

    StreamApiPage(String text, DomoAlone domo, Path folder) {
        this.text = text;
        this.domo = domo;
        this.folder = folder;
        FILE.matcher(text).results().forEach(file -> write(folder.resolve(file.group(1)), file.group(2)));
    }

    /** The page as it is after a session of now. */
    String afterRunning() {
        return BLOCK.matcher(text)
                .replaceAll(block -> Matcher.quoteReplacement("```console\n" + session(block) + "```"));
    }

    private String session(MatchResult block) {
        var session = new StringBuilder();
        block.group(1)
                .lines()
                .filter(line -> line.startsWith(PROMPT))
                .forEach(line -> session.append(line).append('\n').append(output(line)));
        return session.toString();
    }

    private String output(String line) {
        if (line.equals(LAST_CODE)) {
            return lastCode + "\n";
        }
        if (!line.startsWith(PROGRAM)) {
            throw new IllegalArgumentException("not run by this test: " + line);
        }
        var words = new ArrayList<>(words(line.substring(PROGRAM.length())));
        int redirection = words.indexOf("<");
        byte[] input = {};
        if (redirection >= 0) {
            input = read(Path.of(words.get(redirection + 1)));
            words.subList(redirection, redirection + 2).clear();
        }
        var run = domo.feed(input, words.toArray(String[]::new));
        lastCode = run.exitCode();
        return alike(run.out().isEmpty() ? run.err() : run.out());
    }

    private List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> Objects.requireNonNullElse(word.group(1), word.group(2)))
                .map(word -> Files.exists(folder.resolve(word))
                        ? folder.resolve(word).toString()
                        : word)
                .toList();
    }

    private static String alike(String output) {
        return output.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "2026-05-27T17:53:04Z")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "0c1e0dbe-9f71-4625-9b50-b79e6e4266f2")
                .replaceAll("toe [0-9A-F-]+", "toe 8QCBO7PN-S4H7R-KN4XX");
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
