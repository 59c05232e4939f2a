package io.authwatch.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the journal, as journalctl prints it: a JSON object on one line (systemd.journal-fields(7), and "Journal
 * JSON Format" at systemd.io).
 *
 * <pre>
 *   "MESSAGE" : "text"               as it is
 *               [70, 97, 255]        octets that are not UTF-8, or hold control characters
 *               ["one", "two"]       the field was given twice: the first counts
 *               null                 too long to be shown: as if it were not there
 * </pre>
 *
 * <p>Names that begin with an underscore are journald's own word; all others are the writer's claim.
 *
 * @param cursor its name in the journal
 * @param micros when journald received it, since 1970
 * @param fields the values of {@link #FIELDS} that it has
 */
record JournalEntry(String cursor, long micros, Map<String, byte[]> fields) {
    private static final String CURSOR = "__CURSOR";
    private static final String TIME = "__REALTIME_TIMESTAMP";

    /** What is asked for; journalctl prints the cursor and the time beside them. */
    static final List<String> FIELDS = List.of(
            "MESSAGE", "SYSLOG_IDENTIFIER", "SYSLOG_PID", "SYSLOG_FACILITY", "PRIORITY", "_COMM", "_PID", "_HOSTNAME");

    private static final int CURSOR_LENGTH_MAX = 1_000;
    /** 9999-12-31T23:59:59.999999Z: the last time that RFC 3339 can write. */
    private static final long MICROS_MAX = 253_402_300_799_999_999L;

    private static final int DIGITS_MAX = 18;
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNumberLength(DIGITS_MAX)
                    .build())
            .build();

    /** Reads {@code array[from..to)}; null if it is no JSON object with a cursor and a time. */
    static @Nullable JournalEntry read(byte[] array, int from, int to) {
        Map<String, byte[]> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(new String(array, from, to - from, StandardCharsets.UTF_8))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                field(json, fields);
            }
            if (json.nextToken() != null) {
                return null;
            }
        } catch (IOException notJson) {
            return null;
        }
        return of(fields);
    }

    private static @Nullable JournalEntry of(Map<String, byte[]> fields) {
        byte[] cursor = fields.remove(CURSOR);
        long micros = number(fields.remove(TIME), MICROS_MAX, -1);
        return cursor != null && micros >= 0 && isCursor(cursor)
                ? new JournalEntry(new String(cursor, StandardCharsets.US_ASCII), micros, fields)
                : null;
    }

    private static boolean isCursor(byte[] text) {
        for (byte octet : text) {
            if (octet <= ' ' || octet > '~') {
                return false;
            }
        }
        return text.length > 0 && text.length <= CURSOR_LENGTH_MAX;
    }

    private static void field(JsonParser json, Map<String, byte[]> fields) throws IOException {
        String name = json.currentName();
        json.nextToken();
        boolean wanted = FIELDS.contains(name) || name.equals(CURSOR) || name.equals(TIME);
        byte[] value = wanted ? value(json) : null;
        if (!wanted) {
            json.skipChildren();
        }
        if (value != null) {
            fields.putIfAbsent(name, value);
        }
    }

    /** The value at which the parser stands; afterwards it stands at its end. */
    private static byte @Nullable [] value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
            return json.getText().getBytes(StandardCharsets.UTF_8);
        }
        if (token != JsonToken.START_ARRAY) {
            json.skipChildren();
            return null;
        }
        if (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            return octets(json);
        }
        if (json.currentToken() == JsonToken.END_ARRAY) {
            return null;
        }
        byte[] first = value(json);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            json.skipChildren();
        }
        return first;
    }

    private static byte[] octets(JsonParser json) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        while (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            octets.write(json.getIntValue());
            json.nextToken();
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw new IOException("an array of octets holds something else");
        }
        return octets.toByteArray();
    }

    /** A field's value, or null. */
    byte @Nullable [] value(String name) {
        return fields.get(name);
    }

    /** A field's value if it is a whole number from 0 to {@code most}, else {@code otherwise}. */
    long number(String name, long most, long otherwise) {
        return number(fields.get(name), most, otherwise);
    }

    private static long number(byte @Nullable [] digits, long most, long otherwise) {
        if (digits == null || digits.length == 0 || digits.length > DIGITS_MAX) {
            return otherwise;
        }
        long number = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9') {
                return otherwise;
            }
            number = 10 * number + digit - '0';
        }
        return number <= most ? number : otherwise;
    }
}
