package io.authwatch.rule;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.YamlNode.Scalar;
import io.authwatch.rule.logcheck.LogcheckRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Gathers what one field may be, and refuses values that the field can never have. */
final class FieldValues {
    private static final List<String> ACTIONS =
            Arrays.stream(AuthAction.values()).map(AuthAction::label).toList();
    private static final List<String> OUTCOMES =
            Arrays.stream(Outcome.values()).map(Outcome::label).toList();
    private static final List<String> TRUTHS = List.of("true", "false");
    private static final int PORT_MAX = 65_535;

    private final Field field;
    private final Faults faults;
    private final Set<String> lists;
    private final Set<String> texts = new HashSet<>();
    private final Set<Network> networks = new HashSet<>();
    private final List<TextPattern> patterns = new ArrayList<>();
    private final List<LogcheckRules> lines = new ArrayList<>();

    /** For a field; {@code lists} are the known list names, to guess what was meant. */
    FieldValues(Field field, Faults faults, Set<String> lists) {
        this.field = field;
        this.faults = faults;
        this.lists = lists;
    }

    /** What was gathered; {@code written} is how the file says it. */
    FieldTest test(String written) {
        return new FieldTest(
                field, Set.copyOf(texts), NetworkSet.of(networks), List.copyOf(patterns), List.copyOf(lines), written);
    }

    /** Adds logcheck's rules. */
    void add(LogcheckRules rules) {
        lines.add(rules);
    }

    /** Adds a value; {@code whence} says which list it came from, if any. */
    void add(Scalar value, String whence) {
        String text = value.text();
        if (Regex.isRegex(text)) {
            regex(value, whence);
        } else if (Glob.isGlob(text)) {
            glob(value, whence);
        } else {
            switch (field) {
                case ACTION -> known(value, "action", ACTIONS, whence);
                case OUTCOME -> known(value, "outcome", OUTCOMES, whence);
                case SUSPICIOUS -> known(value, "value of suspicious", TRUTHS, whence);
                case SOURCE, PEER -> address(value, whence);
                case HOST -> host(value, whence);
                case PORT -> port(value, whence);
                default -> texts.add(text);
            }
        }
    }

    private void regex(Scalar value, String whence) {
        try {
            Regex regex = Regex.of(value.text(), field == Field.HOST);
            patterns.add(regex);
            mustMatchOne(value, regex, whence);
        } catch (Regex.RegexFault e) {
            faults.at(value, e.getMessage() + whence);
        }
    }

    private void glob(Scalar value, String whence) {
        Glob glob = new Glob(field == Field.HOST ? value.text().toLowerCase(Locale.ROOT) : value.text());
        patterns.add(glob);
        mustMatchOne(value, glob, whence);
    }

    private void mustMatchOne(Scalar value, TextPattern pattern, String whence) {
        List<String> known = known(field);
        if (!known.isEmpty() && known.stream().noneMatch(pattern::matches)) {
            String label = field.label();
            faults.at(value, value.kind() + " matches no " + label + whence + " (known: " + Words.listed(known) + ")");
        }
    }

    /** All that the field can be, or nothing if that is anything. */
    static List<String> known(Field field) {
        return switch (field) {
            case ACTION -> ACTIONS;
            case OUTCOME -> OUTCOMES;
            case SUSPICIOUS -> TRUTHS;
            default -> List.of();
        };
    }

    private void known(Scalar value, String what, List<String> known, String whence) {
        texts.add(value.text());
        if (!known.contains(value.text())) {
            List<String> words = new ArrayList<>(known);
            words.addAll(lists);
            faults.at(value, Words.unknown(what, value.text(), whence, words));
        }
    }

    private void address(Scalar value, String whence) {
        String text = value.text();
        boolean place = field == Field.PEER && (text.startsWith("/") || text.equals("journal"));
        if (place) {
            texts.add(text);
            return;
        }
        Optional<Network> network = Network.of(text);
        if (network.isEmpty()) {
            String nearest = Words.nearest(text, lists);
            String guess = nearest == null ? "" : ": did you mean the list '" + nearest + "'?";
            faults.at(
                    value,
                    value.kind() + " is no address, network such as 192.0.2.0/24, or list" + whence + guess
                            + " (lists: " + Words.listed(lists) + ")");
        } else {
            network(value, network.get(), whence);
        }
    }

    private void network(Scalar value, Network network, String whence) {
        networks.add(network);
        if (!network.exact(value.text())) {
            faults.at(
                    value, value.kind() + " has bits beyond its prefix" + whence + ": did you mean '" + network + "'?");
        }
    }

    private void host(Scalar value, String whence) {
        Optional<Network> network = Network.of(value.text());
        if (network.isPresent()) {
            network(value, network.get(), whence);
        } else {
            texts.add(value.text().toLowerCase(Locale.ROOT));
        }
    }

    private void port(Scalar value, String whence) {
        String digits = value.text();
        boolean number = digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        texts.add(digits);
        if (!number || Integer.parseInt(digits) > PORT_MAX) {
            faults.at(value, value.kind() + " is no port from 0 to " + PORT_MAX + whence);
        }
    }
}
