package io.authwatch.rule;

import static io.authwatch.rule.SchemaNodes.either;
import static io.authwatch.rule.SchemaNodes.limited;
import static io.authwatch.rule.SchemaNodes.list;
import static io.authwatch.rule.SchemaNodes.node;
import static io.authwatch.rule.SchemaNodes.object;
import static io.authwatch.rule.SchemaNodes.pattern;
import static io.authwatch.rule.SchemaNodes.ref;
import static io.authwatch.rule.SchemaNodes.required;
import static io.authwatch.rule.SchemaNodes.texts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The parts of {@link RuleSchema} that tell: recipients, words and tests. */
final class TellingSchema {
    private static final String NO_CONTROL = "[^{}\\x00-\\x1f\\x7f]";

    private TellingSchema() {}

    static ObjectNode recipient() {
        ObjectNode keys = node();
        for (String key : RecipientsReader.KEYS) {
            keys.set(
                    key,
                    switch (key) {
                        case "device" -> pattern("^" + RecipientsReader.DEVICE + "$");
                        case "sound" ->
                            either(
                                    (ObjectNode) node().set("enum", texts(Sounds.BUILT_IN)),
                                    pattern("^" + Sounds.CUSTOM + "$"));
                        case "title" -> pattern("^[^\\x00-\\x1f\\x7f]+$").put("maxLength", RuleLimits.TITLE_PREFIX_MAX);
                        default -> throw new IllegalStateException("no schema of " + key);
                    });
        }
        return object(keys);
    }

    static ObjectNode message() {
        ObjectNode keys = node();
        TemplateReader.KEYS.forEach(key -> keys.set(key, template(key.equals("text") ? "|\\n" : "")));
        return either(template(""), object(keys).put("minProperties", 1));
    }

    private static ObjectNode template(String also) {
        String braces = "\\{\\{|\\}\\}|\\{(" + String.join("|", Template.NAMES) + ")\\}";
        return pattern("^(" + NO_CONTROL + also + "|" + braces + ")*$")
                .put("minLength", 1)
                .put("maxLength", RuleLimits.VALUE_LENGTH_MAX)
                .put("description", "Words with fields between braces; {{ and }} are braces.");
    }

    static ObjectNode line() {
        return either(ref("scalar"), (ObjectNode)
                object(testKeys(TestsReader.LINE_KEYS, node())).set("required", texts(List.of("line"))));
    }

    static ObjectNode lineOrSilence() {
        ObjectNode silence = object(testKeys(List.of("after"), node()));
        silence.set("required", texts(List.of("after")));
        return either(ref("line"), silence.put("description", "Nothing is received for so long."));
    }

    private static ObjectNode lines() {
        ObjectNode lines = node().put("type", "array").put("minItems", 1).put("maxItems", RuleLimits.TEST_LINES_MAX);
        lines.set("items", list(ref("line")));
        lines.set("additionalItems", ref("lineOrSilence"));
        return lines;
    }

    static ObjectNode test(ObjectNode fires) {
        ObjectNode test = object(testKeys(TestsReader.KEYS, fires));
        test.set("required", texts(List.of("fires")));
        test.set("oneOf", list(required("line"), required("lines")));
        return test;
    }

    private static ObjectNode testKeys(List<String> keys, ObjectNode fires) {
        ObjectNode properties = node();
        for (String key : keys) {
            properties.set(
                    key,
                    switch (key) {
                        case "line" -> limited();
                        case "lines" -> lines();
                        case "times" ->
                            node().put("type", "integer").put("minimum", 1).put("maximum", RuleLimits.TEST_LINES_MAX);
                        case "after" -> ref("duration");
                        case "host" -> ref("scalar");
                        case "at" -> pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}(Z|[+-][0-9:]{5})$");
                        case "fires" -> fires;
                        default -> throw new IllegalStateException("no schema of " + key);
                    });
        }
        return properties;
    }
}
