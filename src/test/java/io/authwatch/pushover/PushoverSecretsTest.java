package io.authwatch.pushover;

import static io.authwatch.pushover.Sends.await;
import static io.authwatch.pushover.Sends.notification;
import static io.authwatch.pushover.Sends.open;
import static io.authwatch.pushover.Sends.refusing;
import static io.authwatch.pushover.Sends.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.authwatch.notify.Delivery;
import io.authwatch.notify.Notification;
import io.authwatch.rule.Priority;
import io.authwatch.testkit.Answers;
import io.authwatch.testkit.FakePushover;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No secret leaves but in the request, at any log level. Inside Quarkus, for the client's code is made there. */
@QuarkusTest
@TestProfile(NothingListens.class)
class PushoverSecretsTest {
    private FakePushover pushover;

    @BeforeEach
    void start() {
        pushover = FakePushover.start();
    }

    @AfterEach
    void stop() {
        pushover.close();
    }

    @Test
    void secrets_areNowhereButInTheRequest() throws Exception {
        try (EverythingLogged log = EverythingLogged.start()) {
            PushoverNotifier notifier = open(pushover.url());
            pushover.next(
                    Answers.echo(),
                    Answers.refused("user", FakePushover.USER.toUpperCase(java.util.Locale.ROOT)),
                    Answers.refused("token", "no " + FakePushover.TOKEN.substring(0, 20) + "..."),
                    Answers.info("hello " + FakePushover.USER),
                    Answers.status(500),
                    Answers.reset(),
                    Answers.redirect(URI.create("http://127.0.0.1:1/?token=" + FakePushover.TOKEN)));
            StringBuilder told = new StringBuilder(notifier + " " + settings(pushover.url()));
            for (int i = 0; i < 8; i++) {
                told.append(await(notifier.send(notification(Priority.LOW)))).append('\n');
            }
            notifier.quota().toCompletableFuture().get(20, TimeUnit.SECONDS);
            open(refusing()).quota().toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertEquals(8, pushover.recorded().size());

            assertHidden(told.toString());
            assertFalse(log.text().isEmpty(), "nothing was logged at all: the test sees nothing");
            assertHidden(log.text());
        }
    }

    private static void assertHidden(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        for (String secret : List.of(FakePushover.TOKEN, FakePushover.USER)) {
            assertFalse(lower.contains(secret.substring(0, 8).toLowerCase(java.util.Locale.ROOT)), text);
        }
    }

    private Delivery send(Notification notification) throws Exception {
        return await(open(pushover.url()).send(notification));
    }
}
