package io.authwatch.rule;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.logcheck.LogcheckRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of one file. Immutable, and shared by all threads; it knows nothing of windows and cool-downs. */
public final class RuleSet {
    /** Raised whenever the same text would decide differently, so that a replay never meets other rules. */
    static final int GRAMMAR_VERSION = 2;

    private final String text;
    private final String fingerprint;
    private final List<DeclaredRule> declared;
    private final List<HostEntry> entries;
    private final Map<String, Recipient> recipients;
    private final LogcheckRules ignored;
    private final List<RuleFault> warnings;
    private final HostIndex hosts;
    private final boolean absences;
    private final Map<String, List<Rule>> followers;
    private final boolean[][] wanted;
    private final boolean[][] wantedSuspicious;

    /**
     * @param recipients by canonical name
     */
    RuleSet(
            String text,
            List<DeclaredRule> declared,
            List<HostEntry> entries,
            Map<String, Recipient> recipients,
            LogcheckRules ignored,
            List<RuleFault> warnings) {
        this.text = text;
        this.fingerprint = Digests.sha256((GRAMMAR_VERSION + "\n" + text).getBytes(StandardCharsets.UTF_8));
        this.declared = List.copyOf(declared);
        this.entries = List.copyOf(entries);
        this.recipients = recipients;
        this.ignored = ignored;
        this.warnings = List.copyOf(warnings);
        this.hosts = new HostIndex(this.declared, this.entries);
        this.absences = declared.stream()
                .anyMatch(rule -> rule.fields() != null && rule.fields().absent() != null);
        this.followers = hosts.plain().rules().stream()
                .filter(rule -> rule.after() != null)
                .collect(Collectors.groupingBy(
                        rule -> Objects.requireNonNull(rule.after()).rule()));
        this.wanted = wanted(false);
        this.wantedSuspicious = wanted(true);
    }

    /** The rules for who has none of their own: useful and quiet on the first day. */
    public static RuleSet builtIn() {
        return RuleFile.read(BuiltInRules.NAME, BuiltInRules.TEXT);
    }

    /** The rules for a host that no entry of {@code hosts} matches, in file order. */
    public List<Rule> rules() {
        return hosts.plain().rules();
    }

    /** The names of all rules of the file, in its order, whether a host has them or not. */
    public List<String> names() {
        return declared.stream().map(DeclaredRule::name).toList();
    }

    /** The text they were read from, and those of the files that it includes: reads to the same rules again. */
    public String text() {
        return text;
    }

    /** SHA-256 of the text and of the grammar's version, lower-case hex. */
    public String fingerprint() {
        return fingerprint;
    }

    /** What looks like a mistake but is none, in file order. */
    public List<RuleFault> warnings() {
        return warnings;
    }

    /** False: surely no rule of any host matches an event of this kind, or forgives for it. */
    public boolean wants(AuthAction action, Outcome outcome, boolean suspicious) {
        return (suspicious ? wantedSuspicious : wanted)[action.ordinal()][outcome.ordinal()];
    }

    /**
     * The rules that match, and those that forgive for it, or null if there are none of either, or if it is something that
     * nobody recognised and {@code ignore} calls it boring. What was recognised is never ignored: a list of the boring must
     * not hide a login.
     */
    public @Nullable Match match(AuthEvent event) {
        if (!wants(event.action(), event.outcome(), event.suspicious())) {
            return null;
        }
        HostRules host = hosts.of(event.host());
        List<Rule> matching = host.matching(event);
        List<Rule> forgiving = host.forgiving(event);
        return (matching.isEmpty() && forgiving.isEmpty()) || ignoredBy(event) != null
                ? null
                : new Match(event, matching, forgiving, followers, host.muted());
    }

    /** Where the file's {@code ignore} says that an event is boring, {@code …/ssh:12}; null if it does not. */
    public @Nullable String ignoredBy(AuthEvent event) {
        return event.action() == AuthAction.OTHER ? ignored.match(event) : null;
    }

    /** A rule as it is in force for a host, or null if it has none of that name. */
    public @Nullable Rule rule(String name, String host) {
        return hosts.of(host).named(name);
    }

    /** The rules in force for a host that fire where it says nothing. */
    public List<Rule> absent(String host) {
        return absences ? hosts.of(host).absent() : List.of();
    }

    /** After what time without any message an {@code absent} rule fires for hosts that no entry changes. */
    Duration absentAnywhere(String name) {
        Rule rule = anywhere(name);
        Duration absent = rule == null ? null : rule.absent();
        return absent == null ? RuleLimits.DURATION_MAX : absent;
    }

    /** The shortest time of an {@code absent} rule on any host. */
    Duration absentLeast(String name) {
        Duration least = absentAnywhere(name);
        for (HostEntry entry : entries) {
            Duration changed = Optional.ofNullable(entry.rules().get(name))
                    .flatMap(fields -> fields.map(RuleFields::absent))
                    .orElse(least);
            least = changed.compareTo(least) < 0 ? changed : least;
        }
        return least;
    }

    /** The recipient of a name in {@code to}, or null if the file names none so. */
    public @Nullable Recipient recipient(String name) {
        return recipients.get(Recipient.canonical(name));
    }

    /** Whether nothing is pushed for a host. */
    public boolean muted(String host) {
        return !entries.isEmpty() && hosts.of(host).muted();
    }

    /** What every rule of the file says of an event, in file order. */
    public List<Verdict> explain(AuthEvent event) {
        HostRules host = hosts.of(event.host());
        String boring = ignoredBy(event);
        return declared.stream()
                .map(rule -> Reasons.verdict(rule, host.named(rule.name()), host.muted(), event))
                .map(verdict -> boring == null ? verdict : Reasons.ignored(verdict, boring))
                .toList();
    }

    /**
     * Whether a rule decides the same for a key here and in {@code other}, so that its state may be kept.
     *
     * @param key the values of the rule's {@code per} here
     */
    public boolean sameRule(RuleSet other, String rule, List<String> key) {
        return sameRule(other, rule, host(rule, key));
    }

    /**
     * Whether a rule decides the same here and in {@code other}: as it is in force for a host, or, where hosts share
     * what it remembers, the rule with all that hosts change of it.
     *
     * @param host whose state it is, or null if hosts share it
     */
    boolean sameRule(RuleSet other, String rule, @Nullable String host) {
        Rule mine = anywhere(rule);
        if (mine == null) {
            return false;
        }
        if (host != null) {
            Rule here = hosts.of(host).named(rule);
            return here != null && here.equals(other.hosts.of(host).named(rule));
        }
        return mine.equals(other.anywhere(rule)) && overrides(rule).equals(other.overrides(rule));
    }

    /** What the windows of a rule know of its matches, for a key of its {@code per}; the rule must be there. */
    Shape shape(String rule, List<String> key) {
        String host = host(rule, key);
        Rule found = host == null ? anywhere(rule) : rule(rule, host);
        return new Shape(Objects.requireNonNull(found), followers.getOrDefault(rule, List.of()));
    }

    /** The host in a key of a rule's {@code per}, or null if hosts share it, or there is no such rule. */
    private @Nullable String host(String rule, List<String> key) {
        Rule found = anywhere(rule);
        int hostAt = found == null ? -1 : found.per().hostAt();
        return hostAt >= 0 && hostAt < key.size() ? key.get(hostAt) : null;
    }

    /** The rule as the file declares it, whether a host has it or not. */
    @Nullable
    Rule anywhere(String name) {
        return hosts.plain().named(name);
    }

    private List<HostEntry> overrides(String rule) {
        return entries.stream()
                .filter(entry -> entry.rules().containsKey(rule) || entry.to() != null)
                .map(entry -> new HostEntry(entry.match(), only(rule, entry.rules()), null, entry.to()))
                .toList();
    }

    private static Map<String, Optional<RuleFields>> only(String rule, Map<String, Optional<RuleFields>> rules) {
        Optional<RuleFields> own = rules.get(rule);
        return own == null ? Map.of() : Map.of(rule, own);
    }

    private boolean[][] wanted(boolean suspicious) {
        List<Condition> conditions = Stream.concat(
                        declared.stream().map(DeclaredRule::fields),
                        entries.stream()
                                .flatMap(entry -> entry.rules().values().stream())
                                .map(o -> o.orElse(null)))
                .flatMap(fields -> Optional.ofNullable(fields).stream())
                .flatMap(RuleSet::wanting)
                .toList();
        boolean[][] table = new boolean[AuthAction.values().length][Outcome.values().length];
        for (AuthAction action : AuthAction.values()) {
            for (Outcome outcome : Outcome.values()) {
                table[action.ordinal()][outcome.ordinal()] =
                        conditions.stream().anyMatch(condition -> condition.mayMatch(action, outcome, suspicious));
            }
        }
        return table;
    }

    private static Stream<Condition> wanting(RuleFields fields) {
        Forgive forgive = fields.forgive();
        return Stream.of(
                        Optional.ofNullable(fields.when()),
                        Optional.ofNullable(forgive).map(Forgive::when))
                .flatMap(Optional::stream);
    }
}
