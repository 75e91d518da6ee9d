package io.domostream.loader;

/** Starts the program. */
public final class DomoStreamLoader {
    private DomoStreamLoader() {}

    public static void main(String[] args) {
        System.exit(args.length);
    }
}
