package io.authwatch.rule;

import io.authwatch.rule.YamlNode.Broken;
import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import io.authwatch.rule.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code recipients}, and {@code to} wherever it stands. */
final class RecipientsReader {
    /** What a recipient may say. */
    static final List<String> KEYS = List.of("device", "sound", "title");
    /** The shape of a device's name (pushover.net/api, device). */
    static final String DEVICE = "[A-Za-z0-9_-]{1,25}";

    private static final Pattern DEVICE_SHAPE = Pattern.compile(DEVICE);

    private final Nodes nodes;
    private final Faults warnings;
    private final Optional<Set<String>> keyed;
    private final Map<String, Recipient> recipients = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();

    RecipientsReader(Nodes nodes, Faults warnings, Surroundings around) {
        this.nodes = nodes;
        this.warnings = warnings;
        this.keyed = around.recipients().map(RecipientsReader::canonical);
    }

    private static Set<String> canonical(Set<String> names) {
        Set<String> canonical = new LinkedHashSet<>();
        names.forEach(name -> canonical.add(Recipient.canonical(name)));
        return canonical;
    }

    /** Reads the section, or nothing if there is none. */
    void section(@Nullable YamlNode section) {
        Mapping mapping = section == null ? null : nodes.mapping(section, "'recipients'");
        if (mapping == null) {
            return;
        }
        if (mapping.entries().size() > RuleLimits.RECIPIENTS_MAX) {
            nodes.faults().at(mapping, "more than " + RuleLimits.RECIPIENTS_MAX + " recipients");
            return;
        }
        for (Entry entry : mapping.entries()) {
            nodes.name(entry.key(), "recipient");
            Recipient twin = recipients.get(Recipient.canonical(entry.name()));
            if (twin != null) {
                nodes.faults()
                        .at(
                                entry.key(),
                                entry.key().kind() + " is the same name as '" + Words.capped(twin.name())
                                        + "': case, '-', '_' and '.' make no difference");
            } else {
                recipients.put(Recipient.canonical(entry.name()), recipient(entry));
            }
        }
    }

    private Recipient recipient(Entry entry) {
        String where = "recipient '" + Words.capped(entry.name()) + "'";
        String device = null;
        String sound = null;
        String title = null;
        Mapping mapping = nodes.mapping(entry.value(), where);
        for (Entry own : mapping == null ? List.<Entry>of() : mapping.entries()) {
            switch (own.name()) {
                case "device" -> device = device(own.value());
                case "sound" -> sound = sound(own.value());
                case "title" -> title = title(own.value());
                default -> nodes.faults().at(own.key(), Words.unknown("key", own.name(), " in " + where, KEYS));
            }
        }
        return new Recipient(entry.name(), device, sound, title, isKeyed(entry.name()));
    }

    private boolean isKeyed(String name) {
        return keyed.isEmpty() || keyed.get().contains(Recipient.canonical(name));
    }

    private @Nullable String device(YamlNode node) {
        Scalar scalar = nodes.text(node, "'device'");
        if (scalar != null && !DEVICE_SHAPE.matcher(scalar.text()).matches()) {
            nodes.faults().at(node, node.kind() + " is no device: letters, digits, '-' and '_', at most 25");
        }
        return scalar == null ? null : scalar.text();
    }

    private @Nullable String sound(YamlNode node) {
        Scalar scalar = nodes.text(node, "'sound'");
        if (scalar == null || Sounds.BUILT_IN.contains(scalar.text())) {
            return scalar == null ? null : scalar.text();
        }
        if (!Sounds.isName(scalar.text())) {
            nodes.faults().at(node, Words.unknown("sound", scalar.text(), "", Sounds.BUILT_IN));
        } else if (!warnings.full()) {
            warnings.at(
                    node,
                    Words.unknown("sound", scalar.text(), "", Sounds.BUILT_IN)
                            + ": it must be one that the account of the token has");
        }
        return scalar.text();
    }

    private @Nullable String title(YamlNode node) {
        Scalar scalar = nodes.text(node, "'title'");
        String text = scalar == null ? "" : scalar.text();
        if (text.codePointCount(0, text.length()) > RuleLimits.TITLE_PREFIX_MAX) {
            nodes.faults().at(node, "'title' is longer than " + RuleLimits.TITLE_PREFIX_MAX + " characters");
        } else if (TemplateReader.steers(text, "")) {
            nodes.faults().at(node, "'title' must not hold control characters");
        }
        return scalar == null ? null : text;
    }

    /** The names at {@code node}: one, or a list of them; an empty list is who is told of everything. */
    @Nullable
    List<String> to(YamlNode node) {
        List<YamlNode> items = node instanceof Sequence sequence ? sequence.items() : List.of(node);
        if (items.size() > RuleLimits.TO_MAX) {
            nodes.faults().at(node, "'to' has more than " + RuleLimits.TO_MAX + " recipients");
            return null;
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (YamlNode item : items) {
            Scalar name = item instanceof Broken ? null : nodes.text(item, "a name in 'to'");
            if (name != null && known(name) && names.put(Recipient.canonical(name.text()), name.text()) != null) {
                nodes.faults().at(item, item.kind() + " stands twice in 'to'");
            }
        }
        return new ArrayList<>(names.values());
    }

    private boolean known(Scalar name) {
        String canonical = Recipient.canonical(name.text());
        boolean configured = keyed.isEmpty() || keyed.get().contains(canonical);
        Recipient recipient = recipients.get(canonical);
        if (recipient == null && !configured) {
            nodes.faults().at(name, Words.unknown("recipient", name.text(), " in 'to'", names()));
            return false;
        }
        if (recipient == null) {
            recipients.put(canonical, new Recipient(name.text(), null, null, null, true));
        }
        if (!configured && told.add(canonical) && !warnings.full()) {
            String variable = canonical.toUpperCase(Locale.ROOT).replace('-', '_');
            warnings.at(
                    name,
                    "recipient " + name.kind() + " has no key: its notifications go to the default user"
                            + " until AUTHWATCH_PUSHOVER_RECIPIENTS_" + variable + " is set");
        }
        return true;
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        recipients.values().forEach(recipient -> names.add(recipient.name()));
        keyed.ifPresent(names::addAll);
        return names;
    }

    /** All that have a name, by it in canonical form. */
    Map<String, Recipient> all() {
        return Map.copyOf(recipients);
    }
}
