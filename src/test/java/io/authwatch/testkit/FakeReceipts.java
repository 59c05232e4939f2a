package io.authwatch.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The receipts of a {@link FakePushover} (pushover.net/api/receipts): what rings, who acknowledged it, what was
 * cancelled. A poll less than five seconds after the one before it is a fault, and a fault fails the test when the fake
 * is closed.
 */
public final class FakeReceipts {
    private static final long SPACING_NANOS = 5_000_000_000L;
    private static final String PREFIX = "/1/receipts/";
    private static final String BY_TAG = "/1/receipts/cancel_by_tag/";

    private final Map<String, Receipt> receipts = new LinkedHashMap<>();
    private final List<String> cancelledTags = new ArrayList<>();
    private final List<String> rawTags = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int polls;
    private int refusing;

    private static final class Receipt {
        private final String tag;
        private final Instant expires;
        private long acknowledgedAt;
        private String by = "";
        private String device = "";
        private boolean over;
        private long polledNanos;
        private boolean polled;

        private Receipt(String tag, Instant expires) {
            this.tag = tag;
            this.expires = expires;
        }

        private boolean expired() {
            return over || Instant.now().isAfter(expires);
        }
    }

    /** A new receipt for an accepted form. */
    synchronized String of(Map<String, String> form) {
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, 30);
        receipts.put(
                id,
                new Receipt(
                        form.getOrDefault("tags", ""),
                        Instant.now().plusSeconds(Long.parseLong(form.getOrDefault("expire", "0")))));
        notifyAll();
        return id;
    }

    /** All receipts, in the order they were given. */
    public synchronized List<String> all() {
        return List.copyOf(receipts.keySet());
    }

    /** Somebody touches the button on a phone. */
    public synchronized void acknowledge(String receipt, String userKey, String device) {
        Receipt found = receipts.get(receipt);
        found.acknowledgedAt = Instant.now().getEpochSecond();
        found.by = userKey;
        found.device = device;
    }

    /** It rang to its end. */
    public synchronized void expire(String receipt) {
        receipts.get(receipt).over = true;
    }

    /** The next so many polls and cancellations are answered with 500. */
    public synchronized void refuse(int times) {
        refusing = times;
    }

    /** The tags that were cancelled, decoded, in order. */
    public synchronized List<String> cancelledTags() {
        return List.copyOf(cancelledTags);
    }

    /** The same as they stood in the address. */
    public synchronized List<String> rawTags() {
        return List.copyOf(rawTags);
    }

    /** How often a receipt was asked about. */
    public synchronized int polls() {
        return polls;
    }

    /** Whether nobody is rung any more by this receipt. */
    public synchronized boolean silent(String receipt) {
        Receipt found = receipts.get(receipt);
        return found.acknowledgedAt > 0 || found.expired();
    }

    synchronized void assertNoFaults() {
        if (!faults.isEmpty()) {
            throw new AssertionError("receipts: " + faults);
        }
    }

    static boolean concerns(String path) {
        return path.startsWith(PREFIX);
    }

    synchronized ResponseDefinition answer(Request request) {
        if (refusing > 0) {
            refusing--;
            return aResponse().withStatus(500).withBody("<html>").build();
        }
        String path = URI.create(request.getUrl()).getRawPath();
        boolean get = request.getMethod().getName().equals("GET");
        if (path.startsWith(BY_TAG) && !get) {
            return cancelByTag(request, path.substring(BY_TAG.length()));
        }
        String[] parts = path.substring(PREFIX.length()).split("/");
        boolean poll = get && parts.length == 1;
        boolean cancel = !get && parts.length == 2 && parts[1].equals("cancel.json");
        String id = parts[0].replaceFirst("\\.json$", "");
        String token = poll
                ? request.queryParameter("token").firstValue()
                : Forms.fields(request).get("token");
        Receipt receipt = receipts.get(id);
        if (!FakePushover.TOKEN.equals(token)) {
            return json(400, Answers.refusal("token", "application token is invalid"));
        }
        if (receipt == null) {
            return json(404, Answers.refusal("receipt", "not found; may be invalid or expired"));
        }
        if (cancel) {
            receipt.over = true;
            return json(200, "{\"status\":1,\"request\":\"" + UUID.randomUUID() + "\"}");
        }
        return poll ? polled(id, receipt) : aResponse().withStatus(404).build();
    }

    private ResponseDefinition polled(String id, Receipt receipt) {
        polls++;
        long now = System.nanoTime();
        if (receipt.polled && now - receipt.polledNanos < SPACING_NANOS) {
            faults.add(id + " was polled " + (now - receipt.polledNanos) / 1_000_000 + " ms after the last poll");
        }
        receipt.polled = true;
        receipt.polledNanos = now;
        return json(200, """
                {"status":1,"acknowledged":%d,"acknowledged_at":%d,"acknowledged_by":"%s",\
                "acknowledged_by_device":"%s","last_delivered_at":%d,"expired":%d,"expires_at":%d,\
                "called_back":0,"called_back_at":0,"request":"%s"}""".formatted(
                        receipt.acknowledgedAt > 0 ? 1 : 0,
                        receipt.acknowledgedAt,
                        receipt.by,
                        receipt.device,
                        Instant.now().getEpochSecond(),
                        receipt.expired() ? 1 : 0,
                        receipt.expires.getEpochSecond(),
                        UUID.randomUUID()));
    }

    private ResponseDefinition cancelByTag(Request request, String segment) {
        String raw = segment.replaceFirst("\\.json$", "");
        if (raw.contains("/")
                || !FakePushover.TOKEN.equals(Forms.fields(request).get("token"))) {
            return json(400, Answers.refusal("token", "application token is invalid"));
        }
        String tag = URLDecoder.decode(raw, StandardCharsets.UTF_8);
        rawTags.add(raw);
        cancelledTags.add(tag);
        int cancelled = 0;
        for (Receipt receipt : receipts.values()) {
            if (receipt.tag.equals(tag) && !receipt.expired() && receipt.acknowledgedAt == 0) {
                receipt.over = true;
                cancelled++;
            }
        }
        return json(200, "{\"canceled\":%d,\"status\":1,\"request\":\"%s\"}".formatted(cancelled, UUID.randomUUID()));
    }

    private static ResponseDefinition json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json; charset=utf-8")
                .withBody(body)
                .build();
    }
}
