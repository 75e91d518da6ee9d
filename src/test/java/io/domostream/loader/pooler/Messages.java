package io.domostream.loader.pooler;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds and parses the messages that the pooler itself sends and reads. */
final class Messages {
    static final int PROTOCOL_3 = 196608;
    static final int CANCEL_REQUEST = 80877102;
    static final int SSL_REQUEST = 80877103;
    static final int GSS_REQUEST = 80877104;
    private static final String PROTOCOL_VIOLATION = "08P01";

    private Messages() {}

    private static byte[] message(char type, byte[] body) {
        return ByteBuffer.allocate(1 + Integer.BYTES + body.length)
                .put((byte) type)
                .putInt(Integer.BYTES + body.length)
                .put(body)
                .array();
    }

    static byte[] startup(Map<String, String> parameters) {
        return untyped(PROTOCOL_3, body -> {
            for (var parameter : parameters.entrySet()) {
                writeText(body, parameter.getKey());
                writeText(body, parameter.getValue());
            }
            body.writeByte(0);
        });
    }

    static byte[] cancelRequest(int pid, int key) {
        return untyped(CANCEL_REQUEST, body -> {
            body.writeInt(pid);
            body.writeInt(key);
        });
    }

    static byte[] query(String sql) {
        return message('Q', body(out -> writeText(out, sql)));
    }

    static byte[] authenticationOk() {
        return message('R', body(out -> out.writeInt(0)));
    }

    static byte[] parameterStatus(String name, String value) {
        return message('S', body(out -> {
            writeText(out, name);
            writeText(out, value);
        }));
    }

    static byte[] backendKeyData(int pid, int key) {
        return message('K', body(out -> {
            out.writeInt(pid);
            out.writeInt(key);
        }));
    }

    static byte[] readyForQuery(char status) {
        return message('Z', new byte[] {(byte) status});
    }

    /** With the SQLSTATE that PgBouncer gives each of its own errors. */
    static byte[] fatal(String text) {
        return message('E', body(out -> {
            for (var field : List.of("SFATAL", "VFATAL", "C" + PROTOCOL_VIOLATION, "M" + text)) {
                writeText(out, field);
            }
            out.writeByte(0);
        }));
    }

    /** SQLSTATE and message. */
    static String errorText(byte[] errorResponse) {
        return String.join(
                ": ",
                texts(errorResponse).stream()
                        .filter(field -> field.startsWith("C") || field.startsWith("M"))
                        .map(field -> field.substring(1))
                        .toList());
    }

    /** The zero-terminated texts of which a body consists. */
    static List<String> texts(byte[] body) {
        var texts = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == 0) {
                texts.add(new String(body, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        return texts;
    }

    private interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static byte[] untyped(int code, Body content) {
        var body = body(content);
        return ByteBuffer.allocate(2 * Integer.BYTES + body.length)
                .putInt(2 * Integer.BYTES + body.length)
                .putInt(code)
                .put(body)
                .array();
    }

    private static byte[] body(Body content) {
        var bytes = new ByteArrayOutputStream();
        try {
            content.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.writeByte(0);
    }
}
