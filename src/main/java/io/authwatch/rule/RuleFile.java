package io.authwatch.rule;

import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.logcheck.LogcheckRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule file: YAML 1.2 with the sections {@code lists}, {@code recipients}, {@code defaults}, {@code ignore},
 * {@code rules}, {@code hosts} and {@code tests}. A file is taken whole or not at all.
 */
public final class RuleFile {
    /** The largest file that is read, in octets of UTF-8. */
    public static final int OCTETS_MAX = RuleLimits.FILE_OCTETS_MAX;

    /** The sections of a file. */
    static final List<String> SECTIONS =
            List.of("lists", "recipients", "defaults", "ignore", "rules", "hosts", "tests");

    private RuleFile() {}

    /**
     * Reads the text of a rule file that includes nothing, or what {@link RuleSet#text()} made of one that does.
     *
     * @param name its name, for people
     * @throws RuleFileException if anything in it is not understood; it tells all that was found
     */
    public static RuleSet read(String name, String text) {
        IncludedTexts joined = IncludedTexts.of(text);
        return read(name, joined.rules(), joined);
    }

    /**
     * Reads the text of a rule file.
     *
     * @param name its name, for people
     * @param around what the file may refer to
     * @throws RuleFileException if anything in it is not understood; it tells all that was found
     */
    public static RuleSet read(String name, String text, Surroundings around) {
        Faults faults = new Faults(name);
        Faults warnings = new Faults(name);
        if (text.getBytes(StandardCharsets.UTF_8).length > RuleLimits.FILE_OCTETS_MAX) {
            faults.at(1, 1, "the file is larger than " + RuleLimits.FILE_OCTETS_MAX + " octets (1 MiB)");
            throw faults.refusal();
        }
        RuleSet rules = null;
        try {
            rules = read(text, new Nodes(faults), warnings, around);
        } catch (Faults.TooManyFaults e) {
            // they are told below
        }
        if (rules == null || faults.any()) {
            throw faults.refusal();
        }
        return rules;
    }

    /**
     * Reads a text again that was taken once: its tests are not run, and what it refers to is not asked for.
     *
     * @throws RuleFileException if anything in it is not understood any more
     */
    public static RuleSet again(String name, String text) {
        IncludedTexts joined = IncludedTexts.again(text);
        return read(name, joined.rules(), joined);
    }

    private static @Nullable RuleSet read(String text, Nodes nodes, Faults warnings, Surroundings around) {
        YamlNode root = YamlReader.read(text, nodes.faults());
        if (root == null && !nodes.faults().any()) {
            nodes.faults().at(1, 1, "the file is empty: it needs 'rules'");
        }
        return root == null ? null : sections(text, root, nodes, warnings, around);
    }

    private static @Nullable RuleSet sections(
            String text, YamlNode root, Nodes nodes, Faults warnings, Surroundings around) {
        Mapping mapping = nodes.mapping(root, "a rule file");
        if (mapping == null) {
            return null;
        }
        Lists lists = Lists.read(section(mapping, "lists"), nodes);
        LogcheckLists logcheck = new LogcheckLists(nodes, around);
        ConditionReader conditions = new ConditionReader(nodes, lists, logcheck);
        RecipientsReader recipients = new RecipientsReader(nodes, warnings, around);
        recipients.section(section(mapping, "recipients"));
        FieldsReader fields = new FieldsReader(nodes, conditions, recipients);
        for (Entry entry : mapping.entries()) {
            if (!SECTIONS.contains(entry.name())) {
                fields.unknownKey(entry.key(), SECTIONS, "a rule file");
            }
        }
        RulesReader reader = new RulesReader(nodes, fields);
        RuleFields defaults = reader.defaults(section(mapping, "defaults"));
        YamlNode section = section(mapping, "rules");
        if (section == null) {
            nodes.faults().at(mapping, "the file has no 'rules'");
            return null;
        }
        Map<String, DeclaredRule> rules = reader.rules(section, defaults);
        List<HostEntry> hosts =
                new HostsReader(nodes, fields, conditions, recipients, rules).entries(section(mapping, "hosts"));
        YamlNode ignore = section(mapping, "ignore");
        LogcheckRules ignored = ignore == null ? LogcheckRules.NONE : logcheck.read(ignore, "'ignore'");
        lists.warnOfUnused(warnings);
        TestsReader tests = new TestsReader(nodes, rules.keySet());
        tests(mapping, section, tests);
        if (nodes.faults().any()) {
            return null;
        }
        Sanity.check(section, rules, warnings);
        List<RuleFault> told = new ArrayList<>(warnings.found());
        told.addAll(logcheck.leftOut());
        String whole = IncludedTexts.join(text, logcheck.included());
        RuleSet set = new RuleSet(whole, new ArrayList<>(rules.values()), hosts, recipients.all(), ignored, told);
        if (around.testsAreRun()) {
            TestRun.of(tests.all(), set, rules.keySet(), nodes.faults());
        }
        return set;
    }

    /** The tests under the rules, then those at the top. */
    private static void tests(Mapping mapping, YamlNode rules, TestsReader tests) {
        List<Entry> entries = rules instanceof Mapping all ? all.entries() : List.of();
        for (Entry rule : entries) {
            if (rule.value() instanceof Mapping fields) {
                tests.section(section(fields, RuleKey.TESTS.label()), rule.name());
            }
        }
        tests.section(section(mapping, "tests"), null);
    }

    private static @Nullable YamlNode section(Mapping mapping, String name) {
        for (Entry entry : mapping.entries()) {
            if (entry.name().equals(name)) {
                return entry.value();
            }
        }
        return null;
    }
}
