package io.authwatch.testkit;

import io.authwatch.alert.Silence;
import io.authwatch.alert.Standing;
import io.authwatch.pipeline.SilencePreview;
import io.authwatch.pipeline.Silencer;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Holds silences for the web's tests, and remembers nothing else. */
@Alternative
@Singleton
public class FakeSilencer implements Silencer {
    public final List<Silence> asked = new CopyOnWriteArrayList<>();
    public volatile boolean full;

    @Override
    public List<Standing> silences() {
        return asked.stream().map(silence -> new Standing(silence, true, 3, 7)).toList();
    }

    @Override
    public CompletionStage<Optional<Silence>> silence(Silence silence) {
        if (full) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Silence numbered = silence.withId(asked.size() + 1L);
        asked.add(numbered);
        return CompletableFuture.completedFuture(Optional.of(numbered));
    }

    @Override
    public CompletionStage<Boolean> unsilence(long id) {
        return CompletableFuture.completedFuture(asked.removeIf(silence -> silence.id() == id));
    }

    @Override
    public SilencePreview preview(Silence silence) {
        return new SilencePreview(now().minusSeconds(86_400), 12, 40, List.of(), Map.of(), true);
    }

    @Override
    public List<String> rules() {
        return List.of("root-login", "guessing");
    }

    @Override
    public Instant now() {
        return FakeInquiry.NOON;
    }
}
