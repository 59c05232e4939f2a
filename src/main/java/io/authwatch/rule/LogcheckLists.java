package io.authwatch.rule;

import io.authwatch.rule.Surroundings.Included;
import io.authwatch.rule.YamlNode.Entry;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import io.authwatch.rule.YamlNode.Sequence;
import io.authwatch.rule.logcheck.LogcheckLimits;
import io.authwatch.rule.logcheck.LogcheckRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads <code>{logcheck: …}</code>, the path of a folder of logcheck's rules or of one file of them, or a list of such
 * paths: at the top of the file as what is ignored, and in conditions as what {@code message} is. The same paths are the
 * same list.
 */
final class LogcheckLists {
    static final String KEY = "logcheck";
    private static final List<String> KEYS = List.of(KEY);

    private final Nodes nodes;
    private final Surroundings around;
    private final Map<List<String>, LogcheckRules> lists = new LinkedHashMap<>();
    private final Map<String, List<Included>> included = new LinkedHashMap<>();

    /** For a rule file that has this around it. */
    LogcheckLists(Nodes nodes, Surroundings around) {
        this.nodes = nodes;
        this.around = around;
    }

    /** The rules at {@code node}; none, and a fault, if they cannot be read. */
    LogcheckRules read(YamlNode node, String where) {
        Mapping mapping = nodes.mapping(node, where);
        if (mapping == null) {
            return LogcheckRules.NONE;
        }
        YamlNode value = null;
        for (Entry entry : mapping.entries()) {
            if (entry.name().equals(KEY)) {
                value = entry.value();
            } else {
                nodes.faults().at(entry.key(), Words.unknown("key", entry.name(), " in " + where, KEYS));
            }
        }
        if (value == null) {
            nodes.faults().at(node, where + " names no folder: write {logcheck: /etc/logcheck/ignore.d.server}");
            return LogcheckRules.NONE;
        }
        return of(paths(value, where), node);
    }

    private List<Scalar> paths(YamlNode value, String where) {
        List<YamlNode> items = value instanceof Sequence sequence ? sequence.items() : List.of(value);
        if (items.isEmpty()) {
            nodes.faults().at(value, "'" + KEY + "' in " + where + " is an empty list");
        }
        List<Scalar> paths = new ArrayList<>();
        for (YamlNode item : items) {
            Scalar path = nodes.text(item, "'" + KEY + "' in " + where);
            if (path != null) {
                paths.add(path);
            }
        }
        return paths;
    }

    private LogcheckRules of(List<Scalar> paths, YamlNode node) {
        List<String> key = paths.stream().map(Scalar::text).toList();
        LogcheckRules known = lists.get(key);
        if (known != null) {
            return known;
        }
        if (lists.size() == LogcheckLimits.LISTS_MAX) {
            nodes.faults().at(node, "more than " + LogcheckLimits.LISTS_MAX + " different lists of logcheck's rules");
            return LogcheckRules.NONE;
        }
        Map<String, String> files = new LinkedHashMap<>();
        for (Scalar path : paths) {
            files(path).forEach(file -> files.put(file.name(), file.text()));
        }
        LogcheckRules rules = LogcheckRules.read(files);
        lists.put(key, rules);
        return rules;
    }

    private List<Included> files(Scalar path) {
        List<Included> known = included.get(path.text());
        if (known != null) {
            return known;
        }
        try {
            List<Included> files = around.folder(path.text()).stream()
                    .map(IncludedTexts::clean)
                    .toList();
            included.put(path.text(), files);
            return files;
        } catch (Surroundings.Unreadable unreadable) {
            nodes.faults().at(path, path.kind() + " cannot be read: " + unreadable.getMessage());
            return List.of();
        }
    }

    /** The files that were read, by the path that the rule file names. */
    Map<String, List<Included>> included() {
        return included;
    }

    /** The lines that could not be taken, the first of them one by one. */
    List<RuleFault> leftOut() {
        List<RuleFault> told = new ArrayList<>();
        int more = 0;
        for (LogcheckRules rules : lists.values()) {
            for (LogcheckRules.LeftOut line : rules.leftOut()) {
                more += told.size() < RuleLimits.FAULTS_MAX ? 0 : 1;
                if (more == 0) {
                    told.add(fault(line));
                }
            }
        }
        @Nullable RuleFault last = more == 0 ? null : told.get(told.size() - 1);
        if (last != null) {
            told.add(new RuleFault(last.name(), last.line(), 1, "and " + more + " more are left out"));
        }
        return told;
    }

    private static RuleFault fault(LogcheckRules.LeftOut line) {
        return new RuleFault(line.file(), line.line(), 1, Faults.oneLine("left out: " + line.reason()));
    }
}
