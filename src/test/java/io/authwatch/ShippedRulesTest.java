package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.rule.Rule;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every rule file that people copy from here is taken as it stands, without a warning. */
class ShippedRulesTest {
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

    @Test
    void exampleFile_loads() throws IOException {
        assertEquals(
                names(RuleSet.builtIn()),
                loaded("rules.example.yaml", Files.readString(Path.of("rules.example.yaml"))));
    }

    @Test
    void rulesOfTheManifests_load() throws IOException {
        String path = "deploy/base/rules/rules.yaml";
        assertEquals(names(RuleSet.builtIn()), loaded(path, Files.readString(Path.of(path))));
    }

    @Test
    void rulesOfTheReadme_load() throws IOException {
        Matcher blocks = YAML.matcher(Files.readString(Path.of("README.md")));
        int rules = 0;
        while (blocks.find()) {
            if (blocks.group(1).contains("\nrules:")) {
                List<String> names = loaded("README.md", blocks.group(1));
                assertTrue(names(RuleSet.builtIn()).containsAll(names), names::toString);
                rules++;
            }
        }
        assertEquals(1, rules, "blocks of rules in the README");
    }

    private static List<String> loaded(String name, String text) {
        RuleSet rules = RuleFile.read(name, text);
        assertEquals(List.of(), rules.warnings());
        return names(rules);
    }

    private static List<String> names(RuleSet rules) {
        return rules.rules().stream().map(Rule::name).toList();
    }
}
