package io.authwatch.rule;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Carried;
import io.authwatch.auth.Field;
import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import io.authwatch.rule.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at rules that were understood for what cannot be meant: a field that no event which the rule wants ever carries.
 * A key made of it is one key for all, and a condition on it never holds.
 */
final class Sanity {
    /** How many actions a warning names. */
    private static final int ACTIONS_NAMED_MAX = 3;

    private final Faults warnings;

    private Sanity(Faults warnings) {
        this.warnings = warnings;
    }

    /** Warns of what is odd in the section {@code rules}. */
    static void check(YamlNode section, Map<String, DeclaredRule> rules, Faults warnings) {
        Sanity sanity = new Sanity(warnings);
        for (Entry entry : section instanceof Mapping mapping ? mapping.entries() : List.<Entry>of()) {
            DeclaredRule rule = rules.get(entry.name());
            RuleFields fields = rule == null ? null : rule.fields();
            Condition when = fields == null ? null : fields.when();
            if (fields != null && when != null && entry.value() instanceof Mapping own) {
                sanity.rule(own, when.actions(), fields);
            }
        }
    }

    private void rule(Mapping rule, long actions, RuleFields fields) {
        for (Entry entry : rule.entries()) {
            Optional<RuleKey> key = RuleKey.named(entry.name());
            if (key.isEmpty()) {
                continue;
            }
            switch (key.get()) {
                case WHEN -> keys(entry.value(), actions, "'when'", ": the rule never fires");
                case UNLESS -> keys(entry.value(), actions, "'unless'", ": it changes nothing");
                case PER -> parts(entry.value(), actions, "'per'", ", so it is always '-'");
                case FIRST -> parts(entry.value(), actions, "'first'", ", so it is always '-'");
                case DISTINCT -> part(entry.value(), actions, "'distinct'", ", so nothing is counted apart by it");
                case FORGIVE -> forgive(entry.value(), actions, fields);
                case AFTER -> same(entry.value(), actions, "'after'");
                default -> {
                    // speaks of no field
                }
            }
        }
    }

    private void forgive(YamlNode node, long actions, RuleFields fields) {
        Forgive forgive = fields.forgive();
        if (forgive != null) {
            keys(node, forgive.when().actions(), "'forgive'", ": nothing is ever forgiven");
            same(node, forgive.when().actions(), "'forgive'");
        }
        same(node, actions, "'forgive'");
    }

    private void same(YamlNode node, long actions, String where) {
        for (Entry entry : node instanceof Mapping mapping ? mapping.entries() : List.<Entry>of()) {
            if (entry.name().equals("same")) {
                parts(entry.value(), actions, "'same' of " + where, ", so it is always '-'");
            }
        }
    }

    private void keys(YamlNode condition, long actions, String where, String so) {
        for (Entry entry : condition instanceof Mapping mapping ? mapping.entries() : List.<Entry>of()) {
            Optional<Field> field = Field.named(entry.name());
            field.ifPresent(known -> warn(entry.key(), known, actions, where, so));
        }
    }

    private void parts(YamlNode node, long actions, String where, String so) {
        List<YamlNode> items = node instanceof Sequence sequence ? sequence.items() : List.of(node);
        items.forEach(item -> part(item, actions, where, so));
    }

    private void part(YamlNode node, long actions, String where, String so) {
        if (node instanceof Scalar scalar) {
            String text = scalar.text();
            int slash = text.indexOf('/');
            Optional<Field> field = Field.named(slash < 0 ? text : text.substring(0, slash));
            field.ifPresent(known -> warn(scalar, known, actions, where, so));
        }
    }

    private void warn(Scalar place, Field field, long actions, String where, String so) {
        String carriers = nobody(field, actions);
        if (carriers != null && !warnings.full()) {
            warnings.at(place, place.kind() + " in " + where + ": " + carriers + " it" + so);
        }
    }

    /** {@code login, elevate never carry}, or null if one of them carries the field, or if there are none. */
    private static @Nullable String nobody(Field field, long actions) {
        List<String> labels = new ArrayList<>();
        for (AuthAction action : AuthAction.values()) {
            if ((actions & 1L << action.ordinal()) != 0) {
                if (Carried.carries(action, field)) {
                    return null;
                }
                labels.add(action.label());
            }
        }
        int unnamed = labels.size() - ACTIONS_NAMED_MAX;
        String named =
                String.join(", ", labels.stream().limit(ACTIONS_NAMED_MAX).toList());
        String verb = labels.size() > 1 ? " never carry" : " never carries";
        return labels.isEmpty() ? null : named + (unnamed > 0 ? " and " + unnamed + " more" : "") + verb;
    }
}
