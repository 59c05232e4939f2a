package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursTest {
    private static Hours hours(String text) {
        RuleSet rules = RuleFile.read("rules.yaml", "rules: {r: {when: {action: login}, hours: " + text + "}}");
        return Objects.requireNonNull(rules.rules().get(0).hours());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                // 2026-11-23 is a Monday; Berlin is an hour ahead of UTC
                "mon-fri 08:00-18:00 Europe/Berlin | 2026-11-23T06:59:59.999Z | false",
                "mon-fri 08:00-18:00 Europe/Berlin | 2026-11-23T07:00:00Z | true",
                "mon-fri 08:00-18:00 Europe/Berlin | 2026-11-23T16:59:59.999Z | true",
                "mon-fri 08:00-18:00 Europe/Berlin | 2026-11-23T17:00:00Z | false",
                "mon-fri 08:00-18:00 Europe/Berlin | 2026-11-22T12:00:00Z | false",
                "{not: mon-fri 08:00-18:00 Europe/Berlin} | 2026-11-22T12:00:00Z | true",
                "{not: mon-fri 08:00-18:00 Europe/Berlin} | 2026-11-23T12:00:00Z | false",
                // without a zone UTC, without days every day, without hours the whole day
                "08:00-18:00 | 2026-11-22T08:00:00Z | true",
                "08:00-18:00 | 2026-11-22T07:59:59Z | false",
                "'sat,sun' | 2026-11-22T23:59:59Z | true",
                "'sat,sun' | 2026-11-23T00:00:00Z | false",
                "fri-mon | 2026-11-23T12:00:00Z | true",
                "fri-mon | 2026-11-24T12:00:00Z | false",
                // over midnight it belongs to the day on which it begins
                "fri 22:00-06:00 | 2026-11-27T22:00:00Z | true",
                "fri 22:00-06:00 | 2026-11-28T05:59:59Z | true",
                "fri 22:00-06:00 | 2026-11-28T06:00:00Z | false",
                "fri 22:00-06:00 | 2026-11-27T05:00:00Z | false",
                "sun 22:00-06:00 | 2026-11-23T05:00:00Z | true",
                "mon 22:00-24:00 | 2026-11-23T23:59:59Z | true",
                "mon 22:00-00:00 | 2026-11-23T23:59:59Z | true",
                "mon 22:00-00:00 | 2026-11-24T00:00:00Z | false",
                // summer time: 08:00 is 06:00Z in July
                "08:00-18:00 Europe/Berlin | 2026-07-01T06:00:00Z | true",
                "08:00-18:00 Europe/Berlin | 2026-07-01T05:59:59Z | false",
                // 2026-10-25 Berlin's clock shows 02:30 twice, 2026-03-29 never
                "02:00-03:00 Europe/Berlin | 2026-10-25T00:30:00Z | true",
                "02:00-03:00 Europe/Berlin | 2026-10-25T01:30:00Z | true",
                "02:00-03:00 Europe/Berlin | 2026-10-25T02:00:00Z | false",
                "02:00-03:00 Europe/Berlin | 2026-03-29T00:59:59Z | false",
                "02:00-03:00 Europe/Berlin | 2026-03-29T01:00:00Z | false",
                "['sat,sun', '22:00-06:00 UTC'] | 2026-11-23T23:00:00Z | true",
                "{not: ['sat,sun', '22:00-06:00 UTC']} | 2026-11-23T23:00:00Z | false"
            })
    void hours_holdOnTheClockOfTheirZone(String text, Instant now, boolean expected) {
        assertEquals(expected, hours(text).hold(now));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "mon-fri 08:00-18:00 | only mon-fri 08:00-18:00 UTC",
                "{not: [08:00-18:00 Europe/Berlin, 'sat,sun']} | not 08:00-18:00 Europe/Berlin, sat,sun UTC"
            })
    void hours_areToldWithTheirZone(String text, String expected) {
        assertEquals(expected, hours(text).toString());
    }
}
