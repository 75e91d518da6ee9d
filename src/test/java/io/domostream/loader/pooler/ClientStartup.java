package io.domostream.loader.pooler;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A client's first message, after the pooler has declined encryption. */
record ClientStartup(int code, ByteBuffer content) {
    static ClientStartup read(MessageReader in, OutputStream out) throws IOException {
        while (true) {
            var content = ByteBuffer.wrap(in.nextUntyped());
            int code = content.getInt();
            if (code != Messages.SSL_REQUEST && code != Messages.GSS_REQUEST) {
                return new ClientStartup(code, content.slice());
            }
            out.write('N');
            out.flush();
        }
    }

    boolean isCancelRequest() {
        return code == Messages.CANCEL_REQUEST;
    }

    int pid() {
        return content.getInt(0);
    }

    int key() {
        return content.getInt(Integer.BYTES);
    }

    /** Why the pooler refuses the client. */
    Optional<String> refusal(String database, PoolerOptions options) {
        if (code != Messages.PROTOCOL_3) {
            return Optional.of("unsupported protocol");
        }
        var given = parameters();
        if (!database.equals(given.get("database"))) {
            return Optional.of("no such database: " + given.get("database"));
        }
        given.keySet().removeAll(Set.of("user", "database"));
        given.keySet().removeAll(tracked().keySet());
        return options.refusesUnknownParameters()
                ? given.keySet().stream().findFirst().map(name -> "unsupported startup parameter: " + name)
                : Optional.empty();
    }

    Map<String, String> tracked() {
        var tracked = parameters();
        tracked.keySet().removeIf(name -> !Parameters.tracked().contains(name));
        return tracked;
    }

    private Map<String, String> parameters() {
        var bytes = new byte[content.remaining()];
        content.get(0, bytes);
        var texts = Messages.texts(bytes);
        var parameters = new LinkedHashMap<String, String>();
        for (int i = 0; i + 1 < texts.size(); i += 2) {
            parameters.put(texts.get(i), texts.get(i + 1));
        }
        return parameters;
    }
}
