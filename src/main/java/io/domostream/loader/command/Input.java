package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.report.Human;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that an argument names; {@code -} stands for standard input. */
record Input(String argument, String file) {
    private static final String STANDARD_INPUT = "-";
    // With the copies that are made on its way to Domo.
    private static final int SHARE_OF_HEAP = 4;

    static Input of(String argument, String file) {
        return new Input(argument, file);
    }

    byte[] bytes() {
        try {
            if (file.equals(STANDARD_INPUT)) {
                return System.in.readAllBytes();
            }
            var path = Path.of(file);
            long most = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
            if (Files.isRegularFile(path) && Files.size(path) > Math.min(most, Integer.MAX_VALUE - 8)) {
                throw wrong(
                        "%s of %s".formatted(file, Human.bytes(Files.size(path))),
                        "give at most %s at once, or more memory with java -Xmx".formatted(Human.bytes(most)));
            }
            return Files.readAllBytes(path);
        } catch (IOException | InvalidPathException e) {
            throw wrong(
                    "%s, which can't be read (%s)".formatted(file, e.getClass().getSimpleName()),
                    "give a file that is there, or - for standard input");
        }
    }

    @Override
    public String toString() {
        return file.equals(STANDARD_INPUT) ? "standard input" : file;
    }

    BadSettings wrong(String value, String cure) {
        return BadSettings.of(argument, value, cure).see(Runbook.COMMAND_WRONG);
    }
}
