package io.domostream.loader.command;

import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;

/** The origin of a setting that is written as {@code ~} or null, which may mean that text, or no value. */
final class UnquotedNull extends TextResourceOrigin {
    private final String setting;
    private final String written;

    UnquotedNull(Resource resource, Location location, String setting, String written) {
        super(resource, location);
        this.setting = setting;
        this.written = written;
    }

    String setting() {
        return setting;
    }

    String written() {
        return written;
    }
}
