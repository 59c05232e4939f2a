package io.authwatch.rule;

import io.authwatch.rule.Surroundings.Included;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule file's text with the texts of all that it includes behind it, so that a replay after a start meets the rules
 * that decided, whatever became of the included files.
 *
 * <pre>
 *   the rule file  RS path  US name  US text  US name  US text  …  RS path  …
 * </pre>
 *
 * <p>RS and US are the separators U+001E and U+001F of ASCII, which no YAML text holds; in an included text they become
 * U+FFFD before anything is read.
 */
final class IncludedTexts implements Surroundings {
    private static final char PATH = '\u001e';
    private static final char PART = '\u001f';
    private static final char REPLACEMENT = '\ufffd';

    private final Map<String, List<Included>> folders = new LinkedHashMap<>();
    private final String rules;
    private final boolean testsAreRun;

    private IncludedTexts(String joined, boolean testsAreRun) {
        this.testsAreRun = testsAreRun;
        String[] sections = joined.split(String.valueOf(PATH), -1);
        rules = sections[0];
        for (int i = 1; i < sections.length; i++) {
            String[] parts = sections[i].split(String.valueOf(PART), -1);
            List<Included> files = new ArrayList<>();
            for (int name = 1; name + 1 < parts.length; name += 2) {
                files.add(new Included(parts[name], parts[name + 1]));
            }
            folders.put(parts[0], files);
        }
    }

    /** Takes apart what {@link #join} put together, or a rule file's text alone. */
    static IncludedTexts of(String joined) {
        return new IncludedTexts(joined, true);
    }

    /** The same of a text that was taken once: its tests are not run. */
    static IncludedTexts again(String joined) {
        return new IncludedTexts(joined, false);
    }

    /** The one text. */
    static String join(String rules, Map<String, List<Included>> folders) {
        StringBuilder joined = new StringBuilder(rules);
        folders.forEach((path, files) -> {
            joined.append(PATH).append(path);
            files.forEach(
                    file -> joined.append(PART).append(file.name()).append(PART).append(file.text()));
        });
        return joined.toString();
    }

    /** A file without the separators. */
    static Included clean(Included file) {
        return new Included(clean(file.name()), clean(file.text()));
    }

    private static String clean(String text) {
        return text.replace(PATH, REPLACEMENT).replace(PART, REPLACEMENT);
    }

    /** The rule file's own text. */
    String rules() {
        return rules;
    }

    @Override
    public boolean testsAreRun() {
        return testsAreRun;
    }

    @Override
    public List<Included> folder(String path) throws Unreadable {
        List<Included> files = folders.get(path);
        if (files == null) {
            throw new Unreadable("files are not read here");
        }
        return files;
    }
}
