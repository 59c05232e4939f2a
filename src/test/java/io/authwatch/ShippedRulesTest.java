package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.rule.Rule;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every rule file that people copy from here is taken as it stands, without a warning. */
class ShippedRulesTest {
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

    @Test
    void rulesOfTheManifests_areThoseOfTheExample() throws IOException {
        assertEquals(loaded(Path.of("rules.example.yaml")), loaded(Path.of("deploy/base/rules/rules.yaml")));
    }

    @Test
    void rulesOfTheReadme_areAmongThoseOfTheExample() throws IOException {
        String beforeTheCookbook = Files.readString(Path.of("README.md")).split("\n## Cookbook\n")[0];
        Matcher blocks = YAML.matcher(beforeTheCookbook);
        List<String> names = new ArrayList<>();
        while (blocks.find()) {
            if (blocks.group(1).contains("\nrules:")) {
                names.addAll(loaded("README.md", blocks.group(1)));
            }
        }
        assertFalse(names.isEmpty(), "no rules in the README");
        assertTrue(loaded(Path.of("rules.example.yaml")).containsAll(names), names::toString);
    }

    private static List<String> loaded(Path file) throws IOException {
        return loaded(file.toString(), Files.readString(file));
    }

    private static List<String> loaded(String name, String text) {
        RuleSet rules = RuleFile.read(name, text);
        assertEquals(List.of(), rules.warnings());
        return rules.rules().stream().map(Rule::name).toList();
    }
}
