package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.wire.Octets;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private final AuthView view = new AuthView();

    @Test
    void openSlot_takesWhatTheAnchorsLeave() {
        assertTrue(read("for {user*} from {source} port {port}", "for a from 10.0.0.1 port 1 from 192.0.2.7 port 2"));
        assertEquals("a from 10.0.0.1 port 1", view.get(Field.USER));
        assertEquals("192.0.2.7", view.get(Field.SOURCE));
        assertEquals("2", view.get(Field.PORT));
    }

    @Test
    void openSlot_mayBeEmpty() {
        assertTrue(read("for {user*} from {source}", "for  from 192.0.2.7"));
        assertFalse(view.has(Field.USER));
    }

    @Test
    void anchors_mayNotOverlap() {
        assertFalse(read("'{user*}' in '{group}'", "'in 'x'"));
        assertFalse(read("a {user*} a", "a a"));
        assertTrue(read("a {user*} a", "a  a"));
    }

    @Test
    void bothEnds_areAnchored() {
        assertFalse(read("new session {user}.", "xnew session bob."));
        assertFalse(read("new session {user}.", "new session bob. "));
        assertFalse(read("new session {user}.", "new session bob"));
        assertTrue(read("new session {user}.", "new session bob."));
    }

    @Test
    void word_holdsNoBlankAndIsNotEmpty() {
        assertFalse(read("by {user} on {tty}", "by a b on tty1"));
        assertFalse(read("by {user} on {tty}", "by  on tty1"));
        assertTrue(read("by {user?} on {tty}", "by  on tty1"));
    }

    @Test
    void port_isDigitsAlone() {
        assertFalse(read("port {port}", "port 1x"));
        assertFalse(read("port {port}", "port "));
        assertFalse(read("port {port}", "port \u0661"));
    }

    @Test
    void slotWithoutColon_refusesOne() {
        assertFalse(read("for {user^:} from {source}", "for a:b from 192.0.2.7"));
        assertTrue(read("for {user^:} from {source}", "for a from 2001:db8::1"));
    }

    @Test
    void tail_beginsAtTheFirstColonAndBlank() {
        assertTrue(read("for {user^:} ssh2{:key}", "for a ssh2: RSA SHA256:x y ssh2: z"));
        assertEquals("SHA256:x", view.get(Field.KEY));
        assertTrue(read("for {user^:} ssh2{:}", "for a ssh2"));
        assertFalse(read("for {user^:} ssh2{:}", "for a ssh2:x"));
    }

    @Test
    void count_weighsAndIsClamped() {
        assertTrue(read("lost {count} messages", "lost 99999999999999999999 messages"));
        assertEquals(AuthView.COUNT_MAX, view.count());
    }

    @Test
    void mistakes_areOurs() {
        assertEquals("no closing brace: a {user", mistake("a {user"));
        assertEquals("no field: nobody", mistake("a {nobody}"));
        assertEquals("no field: host", mistake("a {host}"));
        assertEquals("more than one open slot: {user*} and {target*}", mistake("{user*} and {target*}"));
    }

    private static String mistake(String template) {
        return assertThrows(IllegalArgumentException.class, () -> Template.of(template))
                .getMessage();
    }

    private boolean read(String template, String text) {
        Octets octets = Octets.of(text);
        view.over(octets);
        return Template.of(template).read(octets, octets.from(), octets.to(), view);
    }
}
