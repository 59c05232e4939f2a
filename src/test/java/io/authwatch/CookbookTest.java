package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.rule.Rule;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleFileException;
import io.authwatch.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recipe of the README is a rule file whose tests hold, and would not if the rule were another. */
class CookbookTest {
    private static final int RECIPES_MIN = 13;
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final Pattern FIRES = Pattern.compile("fires: (true|false|\\[.*?])");

    static Stream<String> recipes() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String cookbook = readme.split("\\n## Cookbook\\n")[1].split("\\n## ")[0];
        return YAML.matcher(cookbook).results().map(block -> block.group(1));
    }

    @Test
    void cookbook_hasManyRecipes_eachOfItsOwnName() throws IOException {
        List<String> names = new ArrayList<>();
        recipes()
                .forEach(recipe -> RuleFile.read("README.md", recipe).rules().stream()
                        .map(Rule::name)
                        .forEach(names::add));
        assertTrue(names.size() >= RECIPES_MIN, names::toString);
        assertEquals(names.stream().distinct().toList(), names);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void recipe_isTaken_withItsTests_andWithoutAWarning(String recipe) {
        RuleSet rules = RuleFile.read("README.md", recipe);
        assertEquals(List.of(), rules.warnings());
        List<String> fires =
                FIRES.matcher(recipe).results().map(found -> found.group(1)).toList();
        assertTrue(fires.contains("false") || fires.contains("[]"), "a test that something does not fire");
        assertTrue(
                fires.stream().anyMatch(value -> !value.equals("false") && !value.equals("[]")),
                "a test that something fires");
    }

    /** So that no test of a recipe holds whatever the rule says. */
    @ParameterizedTest
    @MethodSource("recipes")
    void testOfARecipe_turnedRound_refusesIt(String recipe) {
        Matcher fires = FIRES.matcher(recipe);
        while (fires.find()) {
            String other = switch (fires.group(1)) {
                case "true" -> "false";
                case "false" -> "true";
                case "[]" -> "[" + RuleFile.read("x", recipe).rules().get(0).name() + "]";
                default -> "[]";
            };
            String turned = recipe.substring(0, fires.start(1)) + other + recipe.substring(fires.end(1));
            String refused = assertThrows(RuleFileException.class, () -> RuleFile.read("README.md", turned), turned)
                    .getMessage();
            assertTrue(refused.contains("the test fails: "), refused);
        }
    }
}
