package io.authwatch.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of RE2 (github.com/google/re2/wiki/Syntax), written between slashes. It is searched for anywhere
 * in the text; {@code ^} and {@code $} are the text's ends, and {@code .} is any character.
 *
 * <p>Time is linear in text times program, so both are bounded: together they make at most {@link #STEPS_MAX} steps.
 */
public final class Regex implements TextPattern {
    /** The pattern between the slashes, in characters. */
    static final int LENGTH_MAX = 500;
    /** What counted repeats multiply to: RE2 writes each one out, so {@code (a{50}){50}} is 2,500 instructions. */
    static final int REPEATS_MAX = 1_000;
    /** Instructions of the compiled program. */
    static final int PROGRAM_MAX = 500;
    /** Characters searched times instructions: about 10 ms where everything goes wrong. */
    static final int STEPS_MAX = 1_000_000;

    private final String source;
    private final Pattern pattern;
    private final int searchedMax;

    private Regex(String source, Pattern pattern) {
        this.source = source;
        this.pattern = pattern;
        this.searchedMax = STEPS_MAX / Math.max(1, pattern.programSize());
    }

    /** Whether a value is written as one. */
    static boolean isRegex(String value) {
        return value.length() > 1 && value.startsWith("/") && value.endsWith("/");
    }

    /** Compiles {@code /…/}; throws {@link RegexFault} with one clear line if it is none, or too costly. */
    static Regex of(String value, boolean ignoreCase) throws RegexFault {
        String source = value.substring(1, value.length() - 1);
        if (source.isEmpty()) {
            throw new RegexFault("an empty regular expression would match everything");
        }
        if (source.length() > LENGTH_MAX) {
            throw new RegexFault("a regular expression has at most " + LENGTH_MAX + " characters");
        }
        if (repeats(source) > REPEATS_MAX) {
            throw new RegexFault("the counted repeats of a regular expression multiply to at most " + REPEATS_MAX);
        }
        Pattern pattern = compile(source, Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
        if (pattern.programSize() > PROGRAM_MAX) {
            throw new RegexFault("too costly a regular expression: it compiles to " + pattern.programSize()
                    + " instructions, at most " + PROGRAM_MAX);
        }
        return new Regex(source, pattern);
    }

    private static Pattern compile(String source, int flags) throws RegexFault {
        try {
            return Pattern.compile(source, flags);
        } catch (PatternSyntaxException e) {
            throw new RegexFault("not a regular expression of RE2: " + e.getDescription());
        }
    }

    /** The product of all {@code {n}} and {@code {n,m}}, whether they nest or not: never less than what RE2 writes out. */
    private static long repeats(String source) {
        long product = 1;
        for (int open = source.indexOf('{'); open >= 0; open = source.indexOf('{', open + 1)) {
            int close = source.indexOf('}', open);
            if (close > 0 && product <= REPEATS_MAX) {
                product *= Math.max(1, most(source.substring(open + 1, close)));
            }
        }
        return product;
    }

    private static long most(String bounds) {
        long most = 0;
        for (String bound : bounds.split(",", 2)) {
            boolean number =
                    !bound.isEmpty() && bound.length() < 6 && bound.chars().allMatch(c -> c >= '0' && c <= '9');
            most = Math.max(most, number ? Integer.parseInt(bound) : 0);
        }
        return most;
    }

    @Override
    public boolean matches(String text) {
        String searched = text.length() > searchedMax ? text.substring(0, searchedMax) : text;
        return pattern.matcher(searched).find();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Regex regex && source.equals(regex.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source);
    }

    @Override
    public String toString() {
        return "/" + source + "/";
    }

    /** Why a pattern is refused. */
    static final class RegexFault extends Exception {
        private static final long serialVersionUID = 1;

        RegexFault(String message) {
            super(message);
        }
    }
}
