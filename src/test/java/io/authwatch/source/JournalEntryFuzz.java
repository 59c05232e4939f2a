package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Any line is an entry or none; of an entry the frame's head has seven words, whatever stands in its fields. */
class JournalEntryFuzz {
    @FuzzTest
    void anyLine(byte[] line) {
        JournalEntry entry = JournalEntry.read(line, 0, line.length);
        if (entry == null) {
            return;
        }
        assertTrue(entry.cursor().chars().allMatch(octet -> octet > ' ' && octet <= '~'), "a cursor is one word");
        byte[] frame = JournalFrame.of(entry);
        String text = new String(frame, StandardCharsets.ISO_8859_1);
        assertTrue(text.matches("(?s)<\\d{1,3}>1 \\S+ [!-~]{1,255} [!-~]{1,48} [!-~]{1,128} - -( .+)?"), text);
        Instant time = Instant.EPOCH.plus(entry.micros(), ChronoUnit.MICROS);
        assertEquals(time.toString(), text.split(" ", 3)[1]);
    }
}
