package io.authwatch.rule;

import static io.authwatch.rule.SchemaNodes.array;
import static io.authwatch.rule.SchemaNodes.either;
import static io.authwatch.rule.SchemaNodes.limited;
import static io.authwatch.rule.SchemaNodes.list;
import static io.authwatch.rule.SchemaNodes.named;
import static io.authwatch.rule.SchemaNodes.node;
import static io.authwatch.rule.SchemaNodes.object;
import static io.authwatch.rule.SchemaNodes.pattern;
import static io.authwatch.rule.SchemaNodes.ref;
import static io.authwatch.rule.SchemaNodes.required;
import static io.authwatch.rule.SchemaNodes.texts;
import static io.authwatch.rule.SchemaNodes.types;
import static io.authwatch.rule.SchemaNodes.unique;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authwatch.auth.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The JSON Schema of the rule file as it must be (draft 7, which editors know), made of the tables that the reader reads
 * by. It tells shapes and words; what needs the whole file, such as whether a list is there, only the reader tells.
 */
final class RuleSchema {
    static final Path FILE = Path.of("rules.schema.json");

    private static final String DURATION = "^(?=.)([0-9]{1,8}d)?([0-9]{1,8}h)?([0-9]{1,8}m)?([0-9]{1,8}s)?$";
    private static final String NAME = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

    private RuleSchema() {}

    /** The text of the file. */
    static String text() throws IOException {
        ObjectNode schema = node();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Rules of Authwatch");
        schema.put("$comment", "Generated from the code; mvn test -Dtest=RuleSchemaTest -Dupdate=true writes it anew.");
        schema.setAll(file());
        schema.set("definitions", definitions());
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(schema) + "\n";
    }

    private static ObjectNode file() {
        ObjectNode sections = node();
        for (String section : RuleFile.SECTIONS) {
            sections.set(section, section(section));
        }
        ObjectNode file = object(sections);
        file.set("required", texts(List.of("rules")));
        return file;
    }

    private static ObjectNode section(String name) {
        return switch (name) {
            case "lists" ->
                named(
                        array(ref("scalar"), RuleLimits.LIST_MEMBERS_MAX),
                        "Names for values that rules use more than once.",
                        RuleLimits.LISTS_MAX);
            case "recipients" ->
                named(
                        ref("recipient"),
                        "Whom notifications go to. The key behind a name comes from the settings.",
                        RuleLimits.RECIPIENTS_MAX);
            case "defaults" -> object(rule(RuleKey.DEFAULTS)).put("description", "What holds for every rule.");
            case "rules" ->
                ((ObjectNode) named(either(ref("off"), ref("rule")), "What is told.", RuleLimits.RULES_MAX))
                        .put("minProperties", 1);
            case "hosts" ->
                array(ref("host"), RuleLimits.HOST_ENTRIES_MAX)
                        .put("description", "What is different on some hosts; the later wins.");
            case "tests" ->
                array(ref("test"), RuleLimits.TESTS_MAX)
                        .put("description", "Run whenever the file is read: one that fails refuses it.");
            case "ignore" ->
                object((ObjectNode) node().set("logcheck", either(ref("text"), array(ref("text"), 100))))
                        .put("description", "Lines that say nothing.");
            default -> throw new IllegalStateException("no schema of " + name);
        };
    }

    private static ObjectNode definitions() {
        ObjectNode all = node();
        all.set("scalar", types("string", "number", "boolean"));
        all.set("text", node().put("type", "string").put("minLength", 1).put("maxLength", RuleLimits.VALUE_LENGTH_MAX));
        all.set("name", node().put("type", "string").put("pattern", NAME));
        all.set("off", either(node().put("const", false), pattern("^([oO][fF][fF]|[fF][aA][lL][sS][eE])$")));
        all.set("duration", pattern(DURATION).put("description", "A number and a unit: 90s, 2m, 1h30m, 30d."));
        all.set("condition", condition());
        all.set("part", part());
        all.set("parts", unique(array(ref("part"), RuleLimits.PER_MAX)));
        all.set("to", either(ref("name"), unique(array(ref("name"), RuleLimits.TO_MAX))));
        all.set("recipient", TellingSchema.recipient());
        all.set("message", TellingSchema.message());
        all.set("rule", wholeRule());
        all.set("override", object(rule(RuleKey.OVERRIDE)).set("not", required("digest", "repeat")));
        all.set("host", host());
        all.set("line", TellingSchema.line());
        all.set("lineOrSilence", TellingSchema.lineOrSilence());
        all.set("test", TellingSchema.test(array(ref("name"), RuleLimits.RULES_MAX)));
        all.set(
                "ruleTest",
                TellingSchema.test(either(node().put("type", "boolean"), array(ref("name"), RuleLimits.RULES_MAX))));
        return all;
    }

    private static ObjectNode condition() {
        ObjectNode fields = node();
        for (Field field : Field.values()) {
            fields.set(field.label(), values(field).put("description", field.ecs()));
        }
        return object(fields).put("minProperties", 1);
    }

    private static ObjectNode values(Field field) {
        ObjectNode value = FieldValues.known(field).isEmpty()
                ? limited()
                : either((ObjectNode) node().set("enum", texts(FieldValues.known(field))), limited());
        return either(value, array(value, RuleLimits.CONDITION_VALUES_MAX).put("minItems", 1));
    }

    private static ObjectNode part() {
        List<String> fields = Arrays.stream(Field.values()).map(Field::label).toList();
        ObjectNode whole = (ObjectNode) node().set("enum", texts(fields));
        return either(whole, subnet());
    }

    private static ObjectNode wholeRule() {
        ObjectNode rule = object(rule(RuleKey.ALL));
        rule.set("oneOf", list(required("when").set("not", required("absent")), ofAbsence()));
        rule.set("not", required("digest", "repeat"));
        rule.set(
                "dependencies",
                node().<ObjectNode>set("within", texts(List.of("count")))
                        .<ObjectNode>set("distinct", manyCounted())
                        .<ObjectNode>set("forgive", manyCounted())
                        .<ObjectNode>set("remember", texts(List.of("first")))
                        .<ObjectNode>set("learn", texts(List.of("first"))));
        rule.set("if", required("count").set("properties", node().set("count", node().put("minimum", 2))));
        rule.set("then", required("within"));
        return rule;
    }

    /** Where one match is enough there is nothing to tell apart and nothing to forgive. */
    private static ObjectNode manyCounted() {
        ObjectNode many = required("count");
        many.set("properties", node().set("count", node().put("minimum", 2)));
        return many;
    }

    /** A rule of silence asks for no event: it has one key, and what tells it. */
    private static ObjectNode ofAbsence() {
        ObjectNode absence = required("absent");
        List<String> keys = List.of("absent", "per", "repeat", "priority", "to", "message", "tests");
        absence.set("propertyNames", node().set("enum", texts(keys)));
        absence.set("properties", node().set("per", node().set("const", texts(List.of("host")))));
        return absence;
    }

    private static ObjectNode rule(List<String> keys) {
        ObjectNode properties = node();
        keys.forEach(key -> properties.set(key, key(RuleKey.named(key).orElseThrow())));
        return properties;
    }

    private static ObjectNode key(RuleKey key) {
        return switch (key) {
            case WHEN, UNLESS -> ref("condition");
            case HOURS -> hours();
            case COUNT -> node().put("type", "integer").put("minimum", 1).put("maximum", RuleLimits.COUNT_MAX);
            case WITHIN, REMEMBER, LEARN, ABSENT, REPEAT, DIGEST -> ref("duration");
            case DISTINCT -> ref("part");
            case FORGIVE -> forgive();
            case FIRST, PER -> ref("parts");
            case AFTER -> after();
            case PRIORITY -> (ObjectNode) node().set("enum", priorities());
            case TO -> ref("to");
            case MESSAGE -> ref("message");
            case TESTS -> array(ref("ruleTest"), RuleLimits.TESTS_MAX);
        };
    }

    private static ObjectNode hours() {
        String day = "(mon|tue|wed|thu|fri|sat|sun)";
        String time = "([01]?[0-9]|2[0-4]):[0-5][0-9]";
        ObjectNode span = pattern("^(" + day + "([-,]" + day + ")*([ \\t]+|$))?(" + time + "-" + time
                        + "([ \\t]+|$))?([A-Za-z+-][^ \\t]*)?$")
                .put("minLength", 1);
        ObjectNode spans =
                either(span, array(span.deepCopy(), RuleLimits.SPANS_MAX).put("minItems", 1));
        ObjectNode not = object((ObjectNode) node().set("not", spans.deepCopy()));
        not.set("required", texts(List.of("not")));
        return either(spans, not).put("description", "mon-fri 08:00-18:00 Europe/Berlin, or {not: …}.");
    }

    private static ObjectNode subnet() {
        String addresses = KeyPart.ADDRESSES.stream().map(Field::label).collect(Collectors.joining("|"));
        return pattern("^(" + addresses + ")/(1[01][0-9]|12[0-8]|[1-9][0-9]?)$")
                .put("description", "An address's network.");
    }

    private static ObjectNode forgive() {
        ObjectNode forgive = condition();
        ((ObjectNode) forgive.get("properties")).set("same", same());
        forgive.set("required", texts(List.of("same")));
        return forgive.put("minProperties", 2);
    }

    private static ObjectNode same() {
        return unique(array(ref("part"), RuleLimits.PER_MAX)).put("minItems", 1);
    }

    private static ObjectNode after() {
        ObjectNode keys = node();
        keys.set("rule", ref("name"));
        keys.set("within", ref("duration"));
        keys.set("same", same());
        ObjectNode after = object(keys);
        after.set("required", texts(List.of("rule", "within", "same")));
        return after;
    }

    private static ArrayNode priorities() {
        ArrayNode all =
                texts(Arrays.stream(Priority.values()).map(Priority::label).toList());
        Arrays.stream(Priority.values()).forEach(priority -> all.add(priority.code()));
        Arrays.stream(Priority.values()).forEach(priority -> all.add(Integer.toString(priority.code())));
        return all;
    }

    private static ObjectNode host() {
        ObjectNode keys = node();
        for (String key : HostsReader.KEYS) {
            keys.set(
                    key,
                    switch (key) {
                        case "match" -> values(Field.HOST);
                        case "rules" -> named(either(ref("off"), ref("override")), "What is different.", 1_000);
                        case "mute" ->
                            (ObjectNode) node().set("enum", list(node().booleanNode(true), node().booleanNode(false)));
                        case "to" -> ref("to");
                        default -> throw new IllegalStateException("no schema of " + key);
                    });
        }
        ObjectNode host = object(keys);
        host.set("required", texts(List.of("match")));
        return host;
    }
}
