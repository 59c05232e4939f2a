package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.authwatch.wire.Input;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EcsTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-23T05:03:28Z");
    private static final Instant STAMPED = Instant.parse("2026-11-23T05:03:27Z");

    @Test
    void refusedLogin_isWhole() {
        Attributes found = Attributes.of(Field.USER, "root")
                .with(Field.SOURCE, "192.0.2.7")
                .with(Field.PORT, "50022")
                .with(Field.METHOD, "password")
                .with(Field.REASON, "bad-credentials");
        assertEquals(
                "{@timestamp=2026-11-23T05:03:27Z, event={id=7, kind=event, category=[authentication], type=[start],"
                        + " action=login, outcome=failure, reason=bad-credentials, provider=sshd,"
                        + " created=2026-11-23T05:03:28Z, original=<38>raw}, host={name=vm}, log={source={address=192.0.2.1},"
                        + " syslog={facility={code=4, name=auth}, severity={code=6, name=informational}}},"
                        + " process={name=sshd, pid=4242}, user={name=root}, source={ip=192.0.2.7, port=50022,"
                        + " address=192.0.2.7}, auth={method=password, count=3, suspicious=true, primary=true}, message=text}",
                Ecs.document(event(AuthAction.LOGIN, Outcome.FAILURE, "4242", 3, found))
                        .toString());
    }

    @Test
    void numbers_areNumbers() {
        Map<String, Object> document =
                Ecs.document(event(AuthAction.LOGIN, Outcome.SUCCESS, "4242", 1, Attributes.of(Field.PORT, "22")));
        assertEquals(22L, at(document, "source.port"));
        assertEquals(4242L, at(document, "process.pid"));
        assertEquals("7", at(document, "event.id"));
        assertEquals(List.of("authentication", "session"), at(document, "event.category"));
    }

    @Test
    void pidThatIsNoNumber_staysAsItIs() {
        Map<String, Object> document =
                Ecs.document(event(AuthAction.OTHER, Outcome.UNKNOWN, "12:0", 1, Attributes.NONE));
        assertEquals("12:0", at(document, "process.pid"));
        assertEquals(List.of(), at(document, "event.category"));
        assertFalse(document.containsKey("user"));
        assertFalse(document.containsKey("source"));
    }

    @Test
    void target_isTheEffectiveUserOfAnElevationOrALoginAndTheManagedAccountElsewhere() {
        Attributes found = Attributes.of(Field.TARGET, "eve").with(Field.GROUP, "sudo");
        Map<String, Object> elevate = Ecs.document(event(AuthAction.ELEVATE, Outcome.SUCCESS, "1", 1, found));
        assertEquals("eve", at(elevate, "user.effective.name"));
        Map<String, Object> login = Ecs.document(event(AuthAction.LOGIN, Outcome.SUCCESS, "1", 1, found));
        assertEquals("eve", at(login, "user.effective.name"));
        Map<String, Object> member = Ecs.document(event(AuthAction.GROUP_MEMBER_ADD, Outcome.SUCCESS, "1", 1, found));
        assertEquals("eve", at(member, "user.target.name"));
        assertEquals("sudo", at(member, "group.name"));
    }

    @Test
    void domain_isTheAddressWhereThereIsNone() {
        Attributes found = Attributes.of(Field.DOMAIN, "client.example");
        Map<String, Object> document = Ecs.document(event(AuthAction.LOGIN, Outcome.FAILURE, "1", 1, found));
        assertEquals("client.example", at(document, "source.address"));
        assertEquals("client.example", at(document, "source.domain"));
    }

    @Test
    void detailsAndTwins_areNotPrimary() {
        assertFalse(Ecs.isPrimary(event(AuthAction.LOGIN_DETAIL, Outcome.FAILURE, "1", 1, Attributes.NONE)));
        assertFalse(Ecs.isPrimary(event(AuthAction.GROUP_MEMBER_ADD, Outcome.SUCCESS, "1", 0, Attributes.NONE)));
    }

    private static Object at(Map<String, Object> document, String path) {
        Object value = document;
        for (String name : path.split("\\.")) {
            value = ((Map<?, ?>) value).get(name);
        }
        return value;
    }

    private static AuthEvent event(AuthAction action, Outcome outcome, String pid, int count, Attributes found) {
        return new AuthEvent(
                7,
                RECEIVED,
                STAMPED,
                Input.TCP,
                "vm",
                "192.0.2.1",
                true,
                4,
                6,
                "sshd",
                pid,
                action,
                outcome,
                count,
                true,
                found,
                "text",
                "<38>raw");
    }
}
