package io.authwatch.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.notify.DeliveryReason;
import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private final List<String> said = new ArrayList<>();
    private final LogLines lines = new LogLines("127.0.0.0/8,10.0.0.0/8");
    private final Logger logger = Logger.getLogger("io.authwatch");
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            said.add(entry instanceof ExtLogRecord ext ? ext.getFormattedMessage() : entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(ear);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(ear);
    }

    @Test
    void refusedSender_isToldOnce_withTheSettingThatAdmitsIt() {
        lines.senderRefused(Input.UDP, "203.0.113.7");
        lines.senderRefused(Input.TCP, "203.0.113.7");
        lines.senderRefused(Input.TCP, "2001:db8::7");
        assertEquals(
                List.of(
                        "A sender is not allowed and what it sends is dropped: input=udp peer=203.0.113.7. To admit it,"
                                + " set AUTHWATCH_SENDERS_ALLOWED=127.0.0.0/8,10.0.0.0/8,203.0.113.7/32",
                        "A sender is not allowed and what it sends is dropped: input=tcp peer=2001:db8::7. To admit it,"
                                + " set AUTHWATCH_SENDERS_ALLOWED=127.0.0.0/8,10.0.0.0/8,2001:db8::7/128"),
                said);
    }

    @Test
    void manyStrangers_cannotFillTheMemory_andComeUpAgain() {
        Seldom seldom = new Seldom();
        for (int i = 0; i < 10_000; i++) {
            assertTrue(seldom.isFirst("peer " + i));
        }
        assertTrue(seldom.isFirst("peer 0"), "the oldest is forgotten");
        assertTrue(!seldom.isFirst("peer 9999"), "the newest is not");
    }

    @Test
    void textFromOutside_staysOnItsLine() {
        lines.connectionRefused(Input.TCP, "192.0.2.1", "TLS on the plain port\r\n2026 FAKE \u001b[31m\u202e%s%n");
        lines.delivered("pushover", "a-1", DeliveryReason.REJECTED, "user is \u2028invalid");
        assertEquals(
                List.of(
                        "A connection was refused, which is said once a peer: input=tcp peer=192.0.2.1"
                                + " why=TLS on the plain port\\u000d\\u000a2026 FAKE \\u001b[31m\\u202e%s%n",
                        "A notification was not delivered: notifier=pushover id=a-1 result=rejected"
                                + " detail=user is \\u2028invalid"),
                said);
    }

    @Test
    void refusedConnection_isToldOnceAKind_whateverItsSenderWritesIntoIt() {
        for (int i = 0; i < 100; i++) {
            lines.connectionRefused(Input.TLS, "192.0.2.1", "client certificate has expired: 'CN=" + i + "'");
        }
        lines.connectionRefused(Input.TLS, "192.0.2.1", "client certificate names nobody: 'CN=x'");
        lines.connectionRefused(Input.TLS, "192.0.2.2", "client certificate has expired: 'CN=y'");
        assertEquals(3, said.size(), said.toString());
    }

    @Test
    void certificate_isWarnedAboutBeforeItExpires() {
        Instant expires = Instant.parse("2026-12-24T00:00:00Z");
        lines.certificate("server", expires, Duration.ofDays(31));
        lines.certificate("server", expires, Duration.ofDays(30));
        lines.certificate("server", expires, Duration.ofDays(29));
        lines.certificate("server", expires, Duration.ofDays(28));
        lines.certificate("ca", expires, Duration.ofDays(-1));
        assertEquals(
                List.of(
                        "A certificate is in use: role=server expires=2026-12-24T00:00:00Z",
                        "A certificate expires soon: role=server expires=2026-12-24T00:00:00Z days=29",
                        "A certificate expires soon: role=server expires=2026-12-24T00:00:00Z days=28",
                        "A certificate has expired: role=ca expired=2026-12-24T00:00:00Z"),
                said);
    }

    @Test
    void cutMessage_isToldOnceAPeer() {
        lines.messageCut(Input.RELP, "192.0.2.1");
        lines.messageCut(Input.RELP, "192.0.2.1");
        assertEquals(1, said.size());
        assertTrue(said.get(0)
                .endsWith("AUTHWATCH_LIMITS_FRAME_SIZE and its end is gone, which is said once a peer:"
                        + " input=relp peer=192.0.2.1"));
    }

    @Test
    void refusedRules_giveALineAFault() {
        lines.rulesRefused("rules.yaml", "3:5: unknown key\n4:1: unknown list");
        assertEquals(
                List.of(
                        "A rule file was refused, the rules in force stay: from=rules.yaml fault=3:5: unknown key",
                        "A rule file was refused, the rules in force stay: from=rules.yaml fault=4:1: unknown list"),
                said);
    }

    @Test
    void longText_isCut() {
        assertEquals(1_003, LogText.safe("x".repeat(70_000)).length());
        assertEquals("\ud83d\ude00 é", LogText.safe("\ud83d\ude00 é"));
        assertEquals("\\ud83d\\udb40\\udc41", LogText.safe("\ud83d\udb40\udc41"));
    }

    /** Whatever the program may tell is counted or said, and handed to exactly those who do it. */
    @Test
    void everyHappening_reachesSomebody() {
        for (Method happening : Happenings.class.getMethods()) {
            List<String> who = new ArrayList<>();
            for (Class<?> type : List.of(Everybody.class, Meters.class, LogLines.class)) {
                boolean does = Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(happening.getName()) && !method.isBridge());
                if (does) {
                    who.add(type.getSimpleName());
                }
            }
            assertTrue(who.size() >= 2 && who.get(0).equals("Everybody"), happening.getName() + " reaches " + who);
        }
    }
}
