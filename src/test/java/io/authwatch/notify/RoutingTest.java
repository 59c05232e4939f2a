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
import io.authwatch.auth.Outcome;
import io.authwatch.rule.Recipient;
import io.authwatch.rule.Rule;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.Surroundings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One notification a recipient. */
class RoutingTest {
    private static final Push PUSH = push(
            PushKind.FIRST,
            "r",
            event(AuthAction.LOGIN, Outcome.SUCCESS, login("root", "203.0.113.9")),
            1,
            List.of(),
            0,
            RECEIVED);

    private static List<Notification> all(String to, String... keyed) {
        RuleSet rules = RuleFile.read(
                "rules.yaml",
                "recipients: {ops: {device: iphone, sound: siren, title: Ops}, night: {}, day: {title: "
                        + "d".repeat(50) + "}}\nrules: {r: {when: {action: login}, to: " + to + "}}",
                new Surroundings() {
                    @Override
                    public Optional<Set<String>> recipients() {
                        return Optional.of(Set.of(keyed));
                    }
                });
        return new Wording(inForce(rules)).writeAll(PUSH, "a-1", NOW);
    }

    private static RulesInForce inForce(RuleSet rules) {
        return new RulesInForce() {
            @Override
            public Rule rule(String name, String host) {
                return rules.rule(name, host);
            }

            @Override
            public Recipient recipient(String name) {
                return rules.recipient(name);
            }
        };
    }

    @Test
    void ruleWithoutRecipients_tellsWhoIsToldOfEverything() {
        List<Notification> all = all("[]", "ops");
        assertEquals(List.of("a-1"), ids(all));
        assertEquals(Addressee.DEFAULT, all.get(0).to());
        assertFalse(all.get(0).message().contains("For "));
    }

    @Test
    void eachRecipient_hasANotificationOfItsOwn() {
        List<Notification> all = all("[ops, night]", "ops", "night");
        assertEquals(List.of("a-1-ops", "a-1-night"), ids(all));
        assertEquals(new Addressee("ops", "iphone", "siren"), all.get(0).to());
        assertEquals(
                "Ops: root logged in on web-17 from 203.0.113.9", all.get(0).title());
        assertEquals("root logged in on web-17 from 203.0.113.9", all.get(1).title());
        assertEquals(all.get(0).message(), all.get(1).message());
        assertEquals(
                List.of("7f3a9c01", "7f3a9c01"),
                List.of(all.get(0).alert(), all.get(1).alert()),
                "one alert");
    }

    @Test
    void recipientsWithoutAKey_areToldThroughTheDefault_once_andItSaysSo() {
        List<Notification> all = all("[ops, night, day]", "ops");
        assertEquals(List.of("a-1", "a-1-ops"), ids(all));
        assertEquals(Addressee.DEFAULT, all.get(0).to());
        assertTrue(
                all.get(0).message().endsWith("\nFor night, day: no key is set, so it comes to you\nAlert 7f3a9c01"),
                all.get(0).message());
        assertFalse(all.get(1).message().contains("no key is set"));
    }

    @Test
    void titleWithItsPrefix_holdsTheLimit() {
        Notification plain = Notifications.normal("x", Notifications.NOON);
        Notification full = plain.addressed("x", "t".repeat(250), Addressee.DEFAULT);
        Notification routed =
                Routing.addressed(full, new Recipient("day", null, null, "d".repeat(50), true), Wording.TITLE_MAX);
        assertEquals(250, routed.title().length());
        assertTrue(routed.title().startsWith("d".repeat(50) + ": ttt"));
    }

    private static List<String> ids(List<Notification> all) {
        return all.stream().map(Notification::id).toList();
    }
}
