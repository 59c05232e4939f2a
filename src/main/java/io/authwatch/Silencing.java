package io.authwatch;

import io.authwatch.alert.Alert;
import io.authwatch.alert.Silence;
import io.authwatch.alert.Standing;
import io.authwatch.pipeline.History;
import io.authwatch.pipeline.SelfAlert;
import io.authwatch.pipeline.SilencePreview;
import io.authwatch.pipeline.Silencer;
import io.authwatch.rule.Rule;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers who asks for quiet: the writer does it, the history shows what it would have meant. */
final class Silencing implements Silencer {
    private final Engine engine;
    private final History history;
    private final InstantSource clock;

    Silencing(Engine engine, History history, InstantSource clock) {
        this.engine = engine;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public List<Standing> silences() {
        return engine.silences();
    }

    @Override
    public CompletionStage<Optional<Silence>> silence(Silence asked) {
        CompletableFuture<Optional<Silence>> durable = new CompletableFuture<>();
        engine.writer()
                .hand(new Work.Asked((pipeline, now, turn) -> pipeline.silence(asked, now, turn, durable::complete)));
        return durable;
    }

    @Override
    public CompletionStage<Boolean> unsilence(long id) {
        CompletableFuture<Boolean> durable = new CompletableFuture<>();
        engine.writer()
                .hand(new Work.Asked((pipeline, now, turn) -> pipeline.unsilence(id, now, turn, durable::complete)));
        return durable;
    }

    @Override
    public SilencePreview preview(Silence silence) {
        return SilencePreview.of(history, silence, this::isSingle, now());
    }

    /** Whether an alert is one key's: those that stand for many have no key although their rule has. */
    private boolean isSingle(Alert alert) {
        Rule rule = engine.rules().rule(alert.rule(), alert.host());
        return rule == null
                || rule.digest() != null
                || alert.key().size() == rule.per().parts().size();
    }

    @Override
    public List<String> rules() {
        List<String> names = new ArrayList<>(engine.rules().names());
        names.addAll(SelfAlert.labels());
        return names;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }
}
