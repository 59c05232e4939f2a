package io.authwatch.source;

import io.authwatch.pipeline.DropReason;
import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what the inputs told. */
final class Told implements Happenings {
    final List<String> lines = new CopyOnWriteArrayList<>();
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    volatile long kernelDrops;
    volatile long lag = -1;

    long received(Input input) {
        return counts.getOrDefault("received " + input, 0L);
    }

    long dropped(Input input, DropReason reason) {
        return counts.getOrDefault("dropped " + input + " " + reason, 0L);
    }

    long count(String line) {
        return lines.stream().filter(line::equals).count();
    }

    @Override
    public void received(Input input, long messages) {
        counts.merge("received " + input, messages, Long::sum);
    }

    @Override
    public void dropped(Input input, DropReason reason, long messages) {
        counts.merge("dropped " + input + " " + reason, messages, Long::sum);
    }

    long repeated() {
        return counts.getOrDefault("repeated", 0L);
    }

    @Override
    public void repeated(Input input, long messages) {
        counts.merge("repeated", messages, Long::sum);
    }

    @Override
    public void messageCut(Input input, String peer) {
        lines.add("cut " + peer);
    }

    @Override
    public void certificate(String role, Instant expires, Duration left) {
        lines.add("certificate " + role + " " + expires);
    }

    @Override
    public void certificateRefused(String why) {
        lines.add("certificate refused: " + why);
    }

    @Override
    public void senderRefused(Input input, String peer) {
        lines.add("refused sender " + peer);
    }

    @Override
    public void senderLimited(Input input, String peer, String why) {
        lines.add("limited " + input.label() + " " + peer + ": " + why);
    }

    @Override
    public void limitHit(String limit) {
        lines.add("limit " + limit);
    }

    @Override
    public void kernelDrops(long total) {
        kernelDrops = total;
    }

    @Override
    public void inputStarted(Input input, String where) {
        lines.add("started " + input.label() + " " + where);
    }

    @Override
    public void inputTroubled(Input input, String where, String why) {
        lines.add("troubled " + input.label() + ": " + why);
    }

    @Override
    public void connectionOpened(Input input, String peer) {
        lines.add("opened " + peer);
    }

    @Override
    public void connectionClosed(Input input, String peer) {
        lines.add("closed " + peer);
    }

    @Override
    public void connectionRefused(Input input, String peer, String why) {
        lines.add("refused connection " + peer + ": " + why);
    }

    @Override
    public void fileRotated(String path) {
        lines.add("rotated");
    }

    @Override
    public void fileTruncated(String path) {
        lines.add("truncated");
    }

    @Override
    public void fileLag(String path, long octets) {
        lag = octets;
    }
}
