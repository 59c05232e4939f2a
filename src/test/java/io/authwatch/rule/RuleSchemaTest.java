package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Holds {@code rules.schema.json} and the reader together; with {@code -Dupdate=true} writes the former. */
class RuleSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

    /** What needs more than the place of a value to be told, or is none of the schema's business: how YAML is written. */
    private static final List<Pattern> NO_SHAPE = Stream.of(
                    "unknown (action|outcome|value of suspicious) '",
                    "matches no (action|suspicious) ",
                    "is no address, network",
                    "bits beyond its prefix",
                    "is no port from 0",
                    "regular expression",
                    "must be from 1s to ",
                    "(anchors|tags) \\(.*\\) are not allowed",
                    "unknown rule '",
                    "is the same name as",
                    "stands twice in 'to'",
                    "of a host cannot change '",
                    "of a host has a '(count|remember|distinct)' but no '",
                    "of a host has both 'digest' and 'repeat'",
                    "begins and ends at the same time",
                    "unknown (day|time zone) '",
                    "goes round in a circle",
                    "counts to 1001",
                    "cannot come after itself",
                    "is switched off, so that",
                    "counts different .* for each of its 'per'",
                    "has a longer 'learn'",
                    "there is nothing to change",
                    "of a host has 'absent', and cannot change",
                    "of a host has a 'when', beside which there is no 'absent'",
                    "is blank")
            .map(Pattern::compile)
            .toList();

    @Test
    void file_isWhatTheCodeSays() throws IOException {
        String expected = RuleSchema.text();
        if (Boolean.getBoolean("update")) {
            Files.writeString(RuleSchema.FILE, expected);
        }
        assertEquals(
                expected,
                Files.readString(RuleSchema.FILE),
                "the schema is old: mvn test -Dtest=RuleSchemaTest -Dupdate=true writes it");
    }

    @Test
    void everyShippedExample_isValid() throws IOException {
        List<String> examples = new ArrayList<>();
        for (String file : List.of("rules.example.yaml", "deploy/base/rules/rules.yaml")) {
            examples.add(Files.readString(Path.of(file)));
        }
        Matcher blocks = YAML.matcher(Files.readString(Path.of("README.md")));
        while (blocks.find()) {
            if (Pattern.compile("^rules:", Pattern.MULTILINE)
                    .matcher(blocks.group(1))
                    .find()) {
                examples.add(blocks.group(1));
            }
        }
        assertTrue(examples.size() > 2);
        for (String example : examples) {
            assertEquals(List.of(), complaints(example), example);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{when: {user: [no, 07, true, 'x*'], action: mine}}",
                "off",
                "'FALSE'",
                "{when: {action: login}, priority: 1, per: []}",
                "{when: {action: login}, priority: emergency, count: 5, within: 1h30m, to: ops}",
                "{when: {action: login}, message: {title: '{{{user}}}', text: \"a\\nb {count}\"}}",
                "{when: {action: login}, count: 5, within: 2m, per: [host, source/24],"
                        + " forgive: {action: login, outcome: success, same: [user, source]}}",
                "{when: {action: login}, distinct: user, count: 5, within: 10m}",
                "{when: {action: login}, after: {rule: guessing, within: 10m, same: [source]}}",
                "{when: {action: login}, first: [host, user, source/24], remember: 90d, learn: 7d}",
                "{when: {action: elevate}, digest: 15m}",
                "{absent: 1h, per: [host]}",
                "{when: {action: login}, tests: [{line: a, fires: true}, {lines: [a, {line: b, after: 1m}, {after:"
                        + " 2h}], fires: []}]}",
            })
    void rule_ofTheLanguage_isValid(String rule) {
        assertEquals(List.of(), complaints("rules: {r: " + rule + "}"));
    }

    @Test
    void rule_thatContradictsItself_isNot() {
        assertFalse(complaints("rules: {r: {when: {action: login}, digest: 1h, repeat: 1h}}")
                .isEmpty());
        assertFalse(complaints("rules: {r: {when: {action: login}, learn: 1h}}").isEmpty());
        assertFalse(
                complaints("rules: {r: {when: {action: login}, absent: 1h}}").isEmpty());
        assertFalse(complaints("rules: {r: {absent: 1h, per: [host, user]}}").isEmpty());
        assertFalse(complaints("rules: {r: {absent: 1h, count: 3, within: 1m}}").isEmpty());
        assertFalse(complaints("rules: {r: {priority: low}}").isEmpty());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(RuleFaultTest.mistakes(), TellingFaultTest.mistakes(), StatefulFaultTest.mistakes())
                .flatMap(mistakes -> mistakes);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeOfShape_isRefusedByTheSchemaToo(String text, String fault) {
        boolean shape =
                NO_SHAPE.stream().noneMatch(pattern -> pattern.matcher(fault).find());
        Optional<JsonNode> document = document(text);
        if (shape && document.isPresent()) {
            assertNotEquals(List.of(), complaints(document.get()), fault);
        }
    }

    /** So that the list of what a schema cannot tell stays honest. */
    @Test
    void everyKindThatTheSchemaCannotTell_isThere() {
        for (Pattern pattern : NO_SHAPE) {
            assertTrue(
                    mistakes()
                            .anyMatch(mistake ->
                                    pattern.matcher((String) mistake.get()[1]).find()
                                            && document((String) mistake.get()[0])
                                                    .filter(document ->
                                                            complaints(document).isEmpty())
                                                    .isPresent()),
                    () -> "the schema tells all of: " + pattern);
        }
    }

    private static List<String> complaints(String yaml) {
        return complaints(document(yaml).orElseThrow());
    }

    private static List<String> complaints(JsonNode document) {
        return SCHEMA.validate(document).stream().map(Object::toString).toList();
    }

    private static final JsonSchema SCHEMA = schema();

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(RuleSchema.text());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The text as an editor reads it, or nothing if it is no YAML, or more than one document. */
    private static Optional<JsonNode> document(String yaml) {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setSchema(new CoreSchema()).build();
            Object loaded = new Load(settings).loadFromString(yaml);
            return Optional.of(JSON.valueToTree(loaded));
        } catch (YamlEngineException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
