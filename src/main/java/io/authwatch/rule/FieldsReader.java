package io.authwatch.rule;

import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a rule, a host's override or the defaults say: the keys of {@link RuleKey}. */
final class FieldsReader {
    private static final List<String> PRIORITIES =
            Arrays.stream(Priority.values()).map(Priority::label).toList();

    private final Nodes nodes;
    private final ConditionReader conditions;
    private final KeyPartReader parts;
    private final LinksReader links;
    private final HoursReader hours;
    private final RecipientsReader recipients;

    FieldsReader(Nodes nodes, ConditionReader conditions, RecipientsReader recipients) {
        this.nodes = nodes;
        this.conditions = conditions;
        this.parts = new KeyPartReader(nodes);
        this.links = new LinksReader(nodes, conditions, parts);
        this.hours = new HoursReader(nodes);
        this.recipients = recipients;
    }

    /** The fields at {@code mapping}, faults apart; {@code where} is such as {@code rule 'guessing'}. */
    RuleFields fields(Mapping mapping, List<String> known, String where) {
        Draft draft = new Draft();
        for (Entry entry : mapping.entries()) {
            Optional<RuleKey> key = RuleKey.named(entry.name()).filter(k -> known.contains(k.label()));
            if (key.isPresent()) {
                read(key.get(), entry, draft);
            } else {
                unknownKey(entry.key(), known, where);
            }
        }
        return draft.fields();
    }

    /** Refuses an unknown key. */
    void unknownKey(Scalar key, List<String> known, String where) {
        nodes.faults().at(key, Words.unknown("key", key.text(), " in " + where, known));
    }

    private void read(RuleKey key, Entry entry, Draft draft) {
        YamlNode value = entry.value();
        String what = "'" + key.label() + "'";
        switch (key) {
            case WHEN -> draft.when = conditions.condition(key.label(), value);
            case UNLESS -> draft.unless = conditions.condition(key.label(), value);
            case COUNT -> draft.count = nodes.number(value, what, 1, RuleLimits.COUNT_MAX);
            case WITHIN -> draft.within = nodes.duration(value, what);
            case HOURS -> draft.hours = hours.hours(value);
            case DISTINCT -> draft.distinct = parts.part(value, what);
            case FORGIVE -> draft.forgive = links.forgive(value);
            case FIRST -> draft.first = parts.per(value, what);
            case REMEMBER -> draft.remember = nodes.duration(value, what, RuleLimits.REMEMBER_MAX);
            case LEARN -> draft.learn = nodes.duration(value, what, RuleLimits.REMEMBER_MAX);
            case AFTER -> draft.after = links.after(value);
            case DIGEST -> draft.digest = nodes.duration(value, what);
            case ABSENT -> draft.absent = nodes.duration(value, what);
            case TO -> draft.to = recipients.to(value);
            case MESSAGE -> draft.message = new TemplateReader(nodes).template(value);
            case TESTS -> {
                // read when all rules are known: see TestsReader
            }
            case PER -> draft.per = parts.per(value, what);
            case REPEAT -> draft.repeat = nodes.duration(value, what);
            case PRIORITY -> draft.priority = priority(value);
        }
    }

    private @Nullable Priority priority(YamlNode node) {
        Scalar scalar = nodes.text(node, "'priority'");
        if (scalar == null) {
            return null;
        }
        Optional<Priority> priority = Priority.named(scalar.text());
        if (priority.isEmpty()) {
            nodes.faults().at(node, Words.unknown("priority", scalar.text(), "", PRIORITIES));
        }
        return priority.orElse(null);
    }

    /** The fields as they are found. */
    private static final class Draft {
        private @Nullable Condition when;
        private @Nullable Condition unless;
        private @Nullable Hours hours;
        private @Nullable Integer count;
        private @Nullable Duration within;
        private @Nullable KeyPart distinct;
        private @Nullable Forgive forgive;
        private @Nullable Per first;
        private @Nullable Duration remember;
        private @Nullable Duration learn;
        private @Nullable After after;
        private @Nullable Duration absent;
        private @Nullable Per per;
        private @Nullable Duration repeat;
        private @Nullable Duration digest;
        private @Nullable Priority priority;
        private @Nullable List<String> to;
        private @Nullable Template message;

        RuleFields fields() {
            return new RuleFields(
                    when, unless, hours, count, within, distinct, forgive, first, remember, learn, after, absent, per,
                    repeat, digest, priority, to, message);
        }
    }
}
