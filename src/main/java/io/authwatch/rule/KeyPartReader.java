package io.authwatch.rule;

import io.authwatch.auth.Field;
import io.authwatch.rule.YamlNode.Scalar;
import io.authwatch.rule.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads parts of keys: the fields of {@code per}, {@code first}, {@code same} and {@code distinct}, with their subnets. */
final class KeyPartReader {
    private static final List<String> FIELDS =
            Arrays.stream(Field.values()).map(Field::label).toList();
    private static final String ADDRESSES =
            String.join(" and ", KeyPart.ADDRESSES.stream().map(Field::label).toList());

    private final Nodes nodes;

    KeyPartReader(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The key at {@code node}, or null if it is none; {@code what} is such as {@code 'per'}. */
    @Nullable
    Per per(YamlNode node, String what) {
        List<KeyPart> parts = parts(node, what);
        return parts == null ? null : new Per(parts);
    }

    /** As {@link #per}, of one part at least. */
    @Nullable
    List<KeyPart> some(YamlNode node, String what) {
        List<KeyPart> parts = parts(node, what);
        if (parts != null
                && node instanceof Sequence sequence
                && sequence.items().isEmpty()) {
            nodes.faults().at(node, what + " is an empty list: it needs a field at least, such as [source]");
            return null;
        }
        return parts;
    }

    private @Nullable List<KeyPart> parts(YamlNode node, String what) {
        Sequence sequence = nodes.sequence(node, what);
        if (sequence == null) {
            return null;
        }
        if (sequence.items().size() > RuleLimits.PER_MAX) {
            nodes.faults().at(node, what + " has more than " + RuleLimits.PER_MAX + " fields");
        }
        List<KeyPart> parts = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            KeyPart part = part(item, what, "a field of " + what);
            if (part != null && parts.contains(part)) {
                nodes.faults().at(item, item.kind() + " stands twice in " + what);
            } else if (part != null) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** One part. */
    @Nullable
    KeyPart part(YamlNode item, String what) {
        return part(item, what, what);
    }

    private @Nullable KeyPart part(YamlNode item, String where, String what) {
        Scalar scalar = nodes.text(item, what);
        if (scalar == null) {
            return null;
        }
        int slash = scalar.text().indexOf('/');
        String name = slash < 0 ? scalar.text() : scalar.text().substring(0, slash);
        Optional<Field> field = Field.named(name);
        if (field.isEmpty()) {
            nodes.faults().at(item, Words.unknown("field", name, " in " + where, FIELDS));
            return null;
        }
        return slash < 0
                ? new KeyPart(field.get())
                : subnet(item, field.get(), scalar.text().substring(slash + 1), where);
    }

    private @Nullable KeyPart subnet(YamlNode item, Field field, String digits, String where) {
        if (!KeyPart.ADDRESSES.contains(field)) {
            nodes.faults()
                    .at(
                            item,
                            item.kind() + " in " + where + ": only " + ADDRESSES
                                    + " hold addresses, which have subnets");
            return null;
        }
        boolean number =
                !digits.isEmpty() && digits.length() < 4 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int prefix = number && !digits.startsWith("0") ? Integer.parseInt(digits) : 0;
        if (prefix < 1 || prefix > KeyPart.PREFIX_MAX) {
            nodes.faults()
                    .at(
                            item,
                            item.kind() + " in " + where + " is no subnet: write " + field.label() + "/1 to "
                                    + field.label() + "/" + KeyPart.PREFIX_MAX + ", such as " + field.label() + "/24");
            return null;
        }
        return new KeyPart(field, prefix);
    }
}
