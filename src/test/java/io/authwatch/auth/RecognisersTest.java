package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.authwatch.syslog.TestMessages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognisersTest {
    private final AuthView view = new AuthView();

    @ParameterizedTest
    @CsvSource({
        "sshd, sshd",
        "sshd-session, sshd",
        "sshd-auth, sshd",
        "sshd-x, sshd-x",
        "SSHD, SSHD",
        "CRON, cron",
        "cron, cron",
        "crond, cron",
        "/USR/SBIN/CRON, cron",
        "crontab, crontab",
        "sshd(pam_unix), sshd",
        "gdm-password], gdm-password",
        "], ]",
        "(systemd), (systemd)",
        "polkitd(authority=local), polkitd"
    })
    void program_isNormalised(String name, String normalised) {
        assertEquals(normalised, Programs.normalised(name));
    }

    @Test
    void programThatIsMissing_staysMissing() {
        assertNull(Programs.normalised(null));
    }

    @ParameterizedTest
    @CsvSource({"sshd, sshd", "sshd-session, sshd", "nobody-knows, ''", "sudo, sudo"})
    void recogniserThatWasAsked_isNamed(String program, String recogniser) {
        recognise(program, "a line that nobody writes");
        assertEquals(recogniser, view.recogniser());
        assertEquals("", view.pattern());
        assertEquals(AuthAction.OTHER, view.action());
    }

    @Test
    void moduleUnderAnyName_isReadByItsPrefix() {
        recognise("nobody-knows", "pam_unix(x:session): session closed for user bob");
        assertEquals("pam", view.recogniser());
        assertEquals(AuthAction.SESSION_END, view.action());
    }

    @Test
    void textThatOnlyBeginsLikeAModule_isTheProgramsOwn() {
        recognise("su", "pam_authenticate: Authentication failure");
        assertEquals("su", view.recogniser());
        assertEquals(AuthAction.LOGIN_DETAIL, view.action());
    }

    @Test
    void nextMessage_forgetsTheLast() {
        recognise(
                "sshd", "message repeated 5 times: [ Failed password for x from 10.0.0.1 from 192.0.2.7 port 22 ssh2]");
        recognise("sshd", "nothing");
        assertEquals(Attributes.NONE, view.attributes());
        assertEquals(1, view.count());
        assertEquals(false, view.suspicious());
        assertEquals(AttemptPart.NONE, view.part());
    }

    @Test
    void programWithTwoRecognisers_isOurMistake() {
        assertEquals(
                "two recognisers read sshd",
                assertThrows(IllegalArgumentException.class, () -> new ProgramTable(List.of(new Sshd(), new Sshd())))
                        .getMessage());
        assertEquals(
                "two shapes are named a",
                assertThrows(IllegalArgumentException.class, () -> Shapes.of(List.of(shape(), shape())))
                        .getMessage());
    }

    private static Shape shape() {
        return Shape.of("a", AuthAction.OTHER, Outcome.UNKNOWN, "a");
    }

    private void recognise(String program, String text) {
        Recognisers.standard()
                .recognise(TestMessages.of(program, text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), view);
    }
}
