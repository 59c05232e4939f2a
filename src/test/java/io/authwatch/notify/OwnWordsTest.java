package io.authwatch.notify;

import static io.authwatch.notify.Pushes.NOW;
import static io.authwatch.notify.Pushes.RECEIVED;
import static io.authwatch.notify.Pushes.event;
import static io.authwatch.notify.Pushes.login;
import static io.authwatch.notify.Pushes.push;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Push;
import io.authwatch.alert.PushKind;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.RuleFile;
import io.authwatch.testkit.HostileTexts;
import io.authwatch.wire.Input;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a rule's {@code message} makes of a notification. */
class OwnWordsTest {
    private static final AuthEvent REFUSED = event(AuthAction.LOGIN, Outcome.FAILURE, login("root", "203.0.113.9"));

    private static Notification write(String message, Push push) {
        String rule = "rules: {guessing: {when: {action: login}, count: 5, within: 2m, message: " + message + "}}";
        return new Wording(RuleFile.read("rules.yaml", rule)::rule).write(push, "7f3a9c01-1", NOW);
    }

    private static Push first(AuthEvent event) {
        return push(PushKind.FIRST, "guessing", event, 5, List.of("other"), 0, RECEIVED);
    }

    @Test
    void sentence_isTheTitle_andTheHeadOfTheText() {
        Notification told = write("'{user} @ {host} from {source} ({count}, {tty})'", first(REFUSED));
        assertEquals("root @ web-17 from 203.0.113.9 (5, -)", told.title());
        assertEquals("""
                root @ web-17 from 203.0.113.9 (5, -)
                At 2026-11-23 12:01:05 UTC
                Rule guessing: 5 within 2m
                Also other
                Quiet until 13:01 UTC, what follows is counted
                Sender 192.0.2.7 by tcp
                Alert 7f3a9c01""", told.message());
    }

    @Test
    void title_leavesTheTextAsItIs() {
        Notification told = write("{title: '{rule} {{x}}'}", first(REFUSED));
        assertEquals("guessing {x}", told.title());
        assertTrue(told.message().startsWith("root was refused on web-17 from 203.0.113.9\n"), told.message());
    }

    @Test
    void text_replacesTheWholeText_butForWhatMustNotBeMissed() {
        AuthEvent odd = Pushes.with(Pushes.suspicious(REFUSED), Input.UDP, false);
        Notification told =
                write("{text: \"{count} in {within}\\nby {priority}, {total} in all, at {time}\"}", first(odd));
        assertEquals("root was refused on web-17 from 203.0.113.9 (5 within 2m)", told.title());
        assertEquals("""
                5 in 2m
                by high, 1 in all, at 2026-11-23 12:01:05 UTC
                Also other
                Sender 192.0.2.7 by udp: unverified sender
                Alert 7f3a9c01""", told.message());
    }

    @Test
    void summary_saysThatItIsOne() {
        Push push = push(PushKind.SUMMARY, "guessing", REFUSED, 5, List.of(), 36, RECEIVED);
        Notification told = write("'{user} again'", push);
        assertEquals("root again (36 more since 12:01 UTC)", told.title());
        assertTrue(told.message().contains("\n36 more since 12:01 UTC\n"), told.message());
    }

    @Test
    void value_isNeverLookedAtAgain() {
        AuthEvent tricky = event(AuthAction.LOGIN, Outcome.FAILURE, login("{host}{{", "203.0.113.9"));
        assertEquals("{host}{{ did it", write("'{user} did it'", first(tricky)).title());
    }

    @Test
    void hostileValues_areSafe_cappedAndWithinTheLimits_andTheAlertStays() {
        String all = "{title: '" + "{user}".repeat(100) + "', text: \"" + "{user} {message}\\n".repeat(50) + "\"}";
        for (String hostile : hostile()) {
            AuthEvent event = event(AuthAction.LOGIN, Outcome.FAILURE, login(hostile, "203.0.113.9"));
            Notification told = write(all, first(event));
            assertTrue(told.title().codePointCount(0, told.title().length()) <= 250, told.title());
            assertTrue(told.message().codePointCount(0, told.message().length()) <= 1024, told.message());
            assertTrue(told.message().endsWith("\nAlert 7f3a9c01"), told.message());
            assertTrue(
                    (told.title() + told.message().replace("\n", ""))
                            .codePoints()
                            .noneMatch(c -> Character.getType(c) == Character.CONTROL
                                    || Character.getType(c) == Character.FORMAT),
                    told.message());
            assertFalse(told.message().contains("http://"), told.message());
        }
    }

    private static List<String> hostile() {
        List<String> texts = new ArrayList<>(HostileTexts.ATTACKS);
        texts.addAll(HostileTexts.ODD);
        texts.add("http://evil.example/\u202e" + "\uD83D\uDE00".repeat(300));
        return texts;
    }

    @Test
    void ruleThatIsGone_isWordedAsUsual() {
        Notification told = new Wording((rule, host) -> null).write(first(REFUSED), "x", NOW);
        assertEquals("root was refused on web-17 from 203.0.113.9 (5 times)", told.title());
    }
}
