package io.authwatch.testkit;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One scrape of the metrics: every sample by its name and labels. */
public final class Scrape {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_][a-z0-9_:]*(?:\\{.*})?) ([-+0-9.eENaInf]+)(?: .*)?");

    private final String text;
    private final Map<String, Double> samples = new TreeMap<>();

    /** Reads the text format, version 0.0.4. */
    public Scrape(String text) {
        this.text = text;
        for (String line : text.split("\n")) {
            Matcher sample = SAMPLE.matcher(line);
            if (!line.startsWith("#") && sample.matches()) {
                samples.put(sample.group(1), Double.parseDouble(sample.group(2).replace("+Inf", "Infinity")));
            }
        }
    }

    public String text() {
        return text;
    }

    /** The sum of all samples of one name whose labels hold every one of {@code labels}, such as {@code input="udp"}. */
    public double sum(String name, String... labels) {
        double sum = 0;
        for (Map.Entry<String, Double> sample : samples.entrySet()) {
            String key = sample.getKey();
            boolean named = key.equals(name) || key.startsWith(name + "{");
            if (named && Arrays.stream(labels).allMatch(key::contains)) {
                sum += sample.getValue();
            }
        }
        return sum;
    }

    public double received() {
        return sum("authwatch_messages_received_total");
    }

    public double decided() {
        return sum("authwatch_events_total");
    }

    public double ignored() {
        return sum("authwatch_messages_ignored_total");
    }

    public double dropped() {
        return sum("authwatch_messages_dropped_total");
    }

    /** Whether every received message ended in exactly one of decided, ignored, dropped. */
    public boolean adds() {
        return received() == decided() + ignored() + dropped();
    }

    /** The account in one line. */
    public String account() {
        return "received " + received() + " = decided " + decided() + " + ignored " + ignored() + " + dropped "
                + dropped();
    }
}
