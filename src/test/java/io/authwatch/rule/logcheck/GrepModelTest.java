package io.authwatch.rule.logcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Grep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random expressions against GNU grep: the same are taken, and they match the same lines. */
class GrepModelTest {
    private static final long SEED = Long.getLong("seed", 20261123L);
    private static final int EXPRESSIONS = Integer.getInteger("expressions", 400);
    private static final int LINES = 60;
    private static final String[] PIECES = {
        "a",
        "b",
        "ab",
        "_",
        "-",
        " ",
        ".",
        "^",
        "$",
        "*",
        "+",
        "?",
        "(",
        ")",
        "|",
        "{",
        "}",
        "{2}",
        "{1,3}",
        "{,2}",
        "{0,1}",
        "{2,}",
        "{x",
        "{1",
        "{3,1}",
        "[ab]",
        "[^ab]",
        "[[:alpha:]]",
        "[^[:space:]]+",
        "[]a]",
        "[^]-]",
        "[a-",
        "[b-a]",
        "[:a:]",
        "[[:foo:]]",
        "[a\\]",
        "\\w",
        "\\W",
        "\\s",
        "\\S",
        "\\b",
        "\\B",
        "\\<",
        "\\>",
        "\\`",
        "\\'",
        "\\.",
        "\\(",
        "\\{",
        "\\",
        "\\n",
        "\\1",
        "(a|b)",
        "(ab)*",
        "()",
        "(|a)",
        "a{2}{2}",
        "[[:digit:]]{1,3}",
        "x.*y"
    };
    private static final String OCTETS = "aabbxy_- .*(){}|^$[]\\n1\té";

    @TempDir
    Path folder;

    @Test
    void randomExpressions_matchWhatGrepMatches() {
        Grep grep = new Grep(folder);
        Random random = new Random(SEED);
        int taken = 0;
        int hits = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            String rule = expression(random);
            LogcheckRules rules = LogcheckRules.read(Map.of("random", rule));
            boolean open = rule.contains("\\1") || rule.contains("{3,1}");
            String what = "seed " + SEED + ", expression " + i + ": " + rule;
            if (rules.leftOut().isEmpty()) {
                List<String> lines = lines(rule, random);
                BitSet expected = grep.matching(List.of(rule), lines);
                List<String> ours = IntStream.range(0, lines.size())
                        .filter(at -> matches(rules, lines.get(at)))
                        .mapToObj(lines::get)
                        .toList();
                assertEquals(expected.stream().mapToObj(lines::get).toList(), ours, what);
                taken++;
                hits += ours.size();
            } else if (!open) {
                assertEquals(false, grep.takes(List.of(rule)), what + " " + rules.leftOut());
            }
        }
        assertTrue(taken > EXPRESSIONS / 2 && hits > EXPRESSIONS, "taken " + taken + ", hits " + hits);
    }

    private static boolean matches(LogcheckRules rules, String line) {
        return rules.match(LogLine.of(line), rule -> {}) != null;
    }

    private static String expression(Random random) {
        StringBuilder rule = new StringBuilder();
        int pieces = 1 + random.nextInt(7);
        for (int i = 0; i < pieces; i++) {
            rule.append(PIECES[random.nextInt(PIECES.length)]);
        }
        String text = rule.toString();
        return text.isBlank() || text.startsWith("#") ? "a" : text;
    }

    private static List<String> lines(String rule, Random random) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            String line = i % 2 == 0 ? octets(random) : made(rule, random);
            lines.add(i % 4 == 3 ? EreText.nearly(line, random) : line);
        }
        return lines;
    }

    private static String made(String rule, Random random) {
        try {
            return EreText.matching(EreReader.read(rule), random);
        } catch (EreFault cannotBe) {
            throw new IllegalStateException(cannotBe);
        }
    }

    private static String octets(Random random) {
        StringBuilder line = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            line.append(OCTETS.charAt(random.nextInt(OCTETS.length())));
        }
        return line.toString();
    }
}
