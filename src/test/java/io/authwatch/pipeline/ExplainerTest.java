package io.authwatch.pipeline;

import static io.authwatch.pipeline.Lanes.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.auth.Reading;
import io.authwatch.auth.Recognisers;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code explain} says of a line that is not understood, and what the built-in rules say to lines. */
class ExplainerTest {
    private final Explainer explainer = new Explainer(new Reading(Recognisers.standard(), ZoneOffset.UTC), "here");

    private Explanation explain(String text) {
        byte[] line = ("Nov 23 12:00:00 web-1 " + text).getBytes(StandardCharsets.UTF_8);
        return explainer.explain(line, null, RuleSet.builtIn(), NOON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "sshd[1]: Failed password for root from 192.0.2.7 port 22 ssh2 | sshd | failed-password | ^^",
                "sshd[1]: Accepted key ED25519 SHA256:abc found at /a:1 | sshd | accepted-key"
                        + " | the line is known, and tells of nothing that happened",
                "sshd[1]: what is this | sshd | ^^ | no shape of the recogniser 'sshd' fits the text",
                "frobd[1]: what is this | ^^ | ^^ | no recogniser reads the program 'frobd'",
                "frobd: pam_unix(frobd:auth): what is this | pam | ^^ | no shape of the recogniser 'pam' fits the text",
                "sshd[1]: | sshd | ^^ | there is no text"
            })
    void other_saysWhyNoShapeTookTheLine(String line, String recogniser, String pattern, String reason) {
        Explanation explanation = explain(line);
        assertEquals(reason, explanation.reason());
        assertEquals(pattern, explanation.pattern());
        assertEquals(recogniser, explanation.recogniser());
    }

    @Test
    void blankLine_hasNoText() {
        assertEquals(
                "there is no text",
                explainer.explain(new byte[0], null, RuleSet.builtIn(), NOON).reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "usermod[1]: add 'eve' to group 'sudo' | new-admin",
                "gpasswd[1]: user eve added by root to group docker | new-admin",
                "usermod[1]: add 'eve' to group 'audio' | ^^",
                "gpasswd[1]: members of group sudo set by root to bob,eve | new-admin",
                "gpasswd[1]: members of group sudo set by root to bob,eve in /etc/group | new-admin",
                "gpasswd[1]: user eve added by root to group sudo in /etc/group | new-admin",
                "gpasswd[1]: administrators of group wheel set by root to eve | new-admin",
                "gpasswd[1]: password of group root changed by root | new-admin",
                "gpasswd[1]: members of group audio set by root to bob,eve | ^^",
                "usermod[1]: delete 'eve' from group 'sudo' | ^^",
                "gpasswd[1]: eve failed to add user eve to group sudo | ^^",
                "usermod[1]: change user 'eve' UID from '1002' to '0' | new-root",
                "usermod[1]: change user 'eve' UID from '1002' to '1003' | ^^",
                "useradd[1]: new user: name=eve, UID=0, GID=0, home=/root, shell=/bin/sh, from=none | new-root",
                "useradd[1]: new user: name=eve, UID=1002, GID=0, home=/root, shell=/bin/sh, from=none | ^^",
                "sshd[1]: Failed password for invalid user a from 192.0.2.1 port 22 ssh2 from 192.0.2.7 port 4711 ssh2"
                        + " | guessing injection-attempt",
                "sshd[1]: Accepted password for root from 192.0.2.7 port 22 ssh2 | root-login break-in new-source",
                "sshd[1]: Accepted password for bob from 192.0.2.7 port 22 ssh2 | break-in new-source",
                "login[1]: ROOT LOGIN ON tty1 | root-console break-in new-source",
                "login[1]: LOGIN ON tty1 BY bob | break-in new-source",
                "sshd[1]: Accepted password for invalid user root from 192.0.2.7 port 22 ssh2 | break-in new-source injection-attempt",
                "sudo[1]: bob : TTY=pts/0 ; PWD=/tmp/\u202e ; USER=root ; COMMAND=/bin/sh | injection-attempt"
            })
    void builtInRules_matchWhatTheySay(String line, String rules) {
        String matched = explain(line).rules().stream()
                .filter(Verdict::matched)
                .map(Verdict::name)
                .collect(Collectors.joining(" "));
        assertEquals(rules, matched);
    }
}
