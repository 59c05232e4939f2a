package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each built-in rule fires for what it is there for, and not for what is nearly that; other rules keep quiet. */
class BuiltInRulesTest {
    private static final String TESTS = """
            tests:
              - {line: "sshd[7]: Accepted publickey for root from 192.0.2.7 port 22 ssh2", fires: [root-login]}
              - {line: "sshd[7]: Accepted publickey for ann from 192.0.2.7 port 22 ssh2", fires: []}
              - {line: "login[7]: ROOT LOGIN  on '/dev/tty1'", fires: [root-console]}
              - {line: "login[7]: LOGIN ON tty1 BY ann", fires: []}
              - {line: "sshd[7]: Failed password for ann from 192.0.2.7 port 22 ssh2", times: 5, after: 29s, fires: [guessing]}
              - {line: "sshd[7]: Failed password for ann from 192.0.2.7 port 22 ssh2", times: 5, after: 31s, fires: []}
              - {line: "sshd[7]: Failed password for ann from 192.0.2.7 port 22 ssh2", times: 4, fires: []}
              - lines:
                  - {line: "sshd[7]: Failed password for ann from 192.0.2.7 port 22 ssh2", times: 4}
                  - "sshd[7]: Accepted password for ann from 192.0.2.7 port 22 ssh2"
                  - "sshd[7]: Failed password for ann from 192.0.2.7 port 22 ssh2"
                fires: []
              - lines:
                  - {line: "sshd[7]: Failed password for ann from 192.0.2.7 port 22 ssh2", times: 5}
                  - {line: "sshd[7]: Accepted password for ann from 192.0.2.7 port 22 ssh2", after: 10m}
                fires: [break-in]
              - lines:
                  - {line: "sshd[7]: Failed password for ann from 192.0.2.7 port 22 ssh2", times: 5}
                  - {line: "sshd[7]: Accepted password for ann from 192.0.2.7 port 22 ssh2", after: 11m}
                fires: []
              - lines:
                  - {line: "sshd[7]: Failed password for ann from 192.0.2.7 port 22 ssh2", times: 5}
                  - "sshd[7]: Accepted password for ann from 192.0.2.99 port 22 ssh2"
                fires: []
              - lines:
                  - "sshd[7]: Accepted publickey for ann from 192.0.2.7 port 22 ssh2"
                  - {line: "sshd[7]: Accepted publickey for ann from 198.51.100.7 port 22 ssh2", after: 8d}
                fires: [new-source]
              - lines:
                  - "sshd[7]: Accepted publickey for ann from 192.0.2.7 port 22 ssh2"
                  - {line: "sshd[7]: Accepted publickey for ann from 198.51.100.7 port 22 ssh2", after: 6d}
                fires: []
              - lines:
                  - "sshd[7]: Accepted publickey for ann from 192.0.2.7 port 22 ssh2"
                  - {line: "sshd[7]: Accepted publickey for ann from 192.0.2.99 port 22 ssh2", after: 8d}
                fires: []
              - line: "sudo: ann : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/id"
                fires: [elevate-denied]
              - {line: "sudo: ann : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/id", fires: []}
              - {line: "gpasswd[9]: user eve added by root to group docker", fires: [new-admin]}
              - {line: "gpasswd[9]: user eve added by root to group games", fires: []}
              - {line: "useradd[9]: new user: name=eve, UID=0, GID=0, home=/root, shell=/bin/sh, from=none", fires: [new-root]}
              - {line: "useradd[9]: new user: name=eve, UID=10, GID=0, home=/root, shell=/bin/sh, from=none", fires: []}
              - line: "sshd[7]: Failed password for invalid user ann from 192.0.2.1 port 1 ssh2 from 192.0.2.7 port 22 ssh2"
                fires: [injection-attempt]
              - {lines: ["sshd[7]: Server listening on :: port 22.", {after: 1d}], fires: [silent]}
              - {lines: ["sshd[7]: Server listening on :: port 22.", {after: 23h}], fires: []}
            """;

    @Test
    void eachRule_firesForItsLine_andNoneForTheOthers() {
        RuleSet rules = RuleFile.read("built-in", RuleSet.builtIn().text() + TESTS);
        assertEquals(List.of(), rules.warnings());
        Set<String> untested = rules.names().stream()
                .filter(name -> !TESTS.contains("fires: [" + name + "]"))
                .collect(Collectors.toSet());
        assertEquals(Set.of(), untested);
    }

    @Test
    void anotherRuleFile_failsThem() {
        String other = RuleSet.builtIn().text().replace("absent: 1d", "absent: 2d");
        RuleFileException refused =
                assertThrows(RuleFileException.class, () -> RuleFile.read("built-in", other + TESTS));
        assertTrue(refused.getMessage().contains("silent"), refused.getMessage());
    }
}
