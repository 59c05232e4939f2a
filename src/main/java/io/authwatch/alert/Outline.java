package io.authwatch.alert;

import java.util.Locale;

/** One line that tells many firings as one, such as {@code Guessing on 412 hosts from 203.0.113.0/24 (9,310 times)}. */
public final class Outline {
    private static final int NAME_MAX = 64;

    private Outline() {}

    /** The line; safe to show whatever the log lines held, at most some 300 code points. */
    public static String of(Gathered gathered) {
        return sentence(name(gathered.label())) + as(gathered) + with(gathered) + on(gathered) + from(gathered) + " ("
                + times(gathered.times()) + ")";
    }

    /** {@code 9,310 times}, {@code once}. */
    public static String times(long times) {
        return times == 1 ? "once" : number(times) + " times";
    }

    /** {@code 9,310}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 412 hosts}, {@code 1 host}, {@code more than 100,000 sources}. */
    public static String count(Spread spread, String one, String many) {
        return (spread.more() ? "more than " : "") + number(spread.distinct()) + " "
                + (spread.distinct() == 1 ? one : many);
    }

    private static String as(Gathered gathered) {
        String user = gathered.only(Dimension.USER);
        return user == null ? "" : " as " + name(user);
    }

    private static String with(Gathered gathered) {
        String key = gathered.only(Dimension.KEY);
        return key == null ? "" : " with key " + name(key);
    }

    private static String on(Gathered gathered) {
        String host = gathered.only(Dimension.HOST);
        if (host != null) {
            return " on " + name(host);
        }
        String group = gathered.only(Dimension.GROUP);
        String hosts = group != null ? group : gathered.only(Dimension.DOMAIN);
        return " on " + count(gathered.spread(Dimension.HOST), "host", "hosts")
                + (hosts == null ? mostly(gathered, Dimension.HOST, Dimension.GROUP) : " of " + name(hosts));
    }

    private static String from(Gathered gathered) {
        Spread sources = gathered.spread(Dimension.SOURCE);
        if (sources.times() == 0) {
            return "";
        }
        String source = gathered.only(Dimension.SOURCE);
        String network = gathered.only(Dimension.NETWORK);
        if (source != null || network != null) {
            return " from " + name(source != null ? source : String.valueOf(network));
        }
        return " from " + count(sources, "source", "sources") + mostly(gathered, Dimension.SOURCE, Dimension.NETWORK);
    }

    private static String mostly(Gathered gathered, Dimension narrow, Dimension wide) {
        String common = gathered.common(narrow) != null ? gathered.common(narrow) : gathered.common(wide);
        return common == null ? "" : ", mostly " + name(common);
    }

    private static String name(String value) {
        return SafeText.of(value, NAME_MAX);
    }

    private static String sentence(String text) {
        return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
