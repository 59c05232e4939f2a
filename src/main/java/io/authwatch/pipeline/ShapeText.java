package io.authwatch.pipeline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is left of a text when all that changes from line to line is taken out of it, written as a template of a
 * recogniser would write it.
 *
 * <pre>
 *  error: kex 0xdeadbeef of 192.0.2.7 port 4711: '/etc/x' not in "a b" (/run/7)
 *  error: kex {hex} of {address} port {#}: '{}' not in "{}" ({path})
 * </pre>
 *
 * <p>A heuristic for people who look for gaps: names that stand unquoted stay, and make one shape each.
 */
final class ShapeText {
    /** The most code points of a shape. */
    static final int SHAPE_MAX = 120;
    /** How much of a text is looked at, in characters: so the cost of a line is bounded, and small. */
    private static final int TEXT_MAX = 1_024;

    /** Nothing here can go back over more than the text that is looked at; what comes first is tried first. */
    private static final Pattern VARIABLE = Pattern.compile(String.join(
            "|",
            "(?<double>\"[^\"]*\")",
            "(?<single>(?<![A-Za-z0-9])'[^']*'(?![A-Za-z0-9]))",
            "(?<old>`[^'`]*')",
            "(?<key>(?:SHA256|MD5):[A-Za-z0-9+/=:]+)",
            "(?<address>(?<![0-9A-Za-z.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9A-Za-z]|[.][0-9])"
                    + "|(?<![0-9A-Za-z:])(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![0-9A-Za-z]|:[0-9A-Fa-f:])"
                    + "|(?<![0-9A-Za-z:])(?:[0-9A-Fa-f]{1,4}:){0,6}(?:[0-9A-Fa-f]{1,4})?::"
                    + "(?:(?:[0-9A-Fa-f]{1,4}:){0,6}(?:(?:[0-9]{1,3}\\.){3}[0-9]{1,3}|[0-9A-Fa-f]{1,4}))?"
                    + "(?:%[0-9A-Za-z]+)?(?![0-9A-Za-z]|:[0-9A-Fa-f:]))",
            "(?<path>(?<![0-9A-Za-z_./])~?/[^\\s'\"`,;:()\\[\\]{}<>]+)",
            "(?<hex>0x[0-9A-Fa-f]+"
                    + "|(?<![0-9A-Za-z])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z])"
                    + "|(?<![0-9A-Za-z:])[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5,}(?![0-9A-Za-z])"
                    + "|(?<![0-9A-Za-z])(?=[A-Fa-f]*[0-9])(?=[0-9]*[A-Fa-f])[0-9A-Fa-f]{6,}(?![0-9A-Za-z])"
                    + "|(?<![0-9A-Za-z])[A-Fa-f]{8,}(?![0-9A-Za-z]))",
            "(?<number>[0-9]+)"));

    private ShapeText() {}

    /** The shape of a text; at most {@value #SHAPE_MAX} code points. */
    static String of(String text) {
        String looked = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
        StringBuilder shape = new StringBuilder();
        Matcher variable = VARIABLE.matcher(looked);
        int at = 0;
        while (shape.length() <= 2 * SHAPE_MAX && variable.find()) {
            shape.append(looked, at, variable.start()).append(placeholder(variable));
            at = variable.end();
        }
        shape.append(looked, at, looked.length());
        return cut(shape.toString());
    }

    private static String placeholder(Matcher variable) {
        if (variable.group("number") != null) {
            return "{#}";
        }
        if (variable.group("double") != null) {
            return "\"{}\"";
        }
        if (variable.group("single") != null) {
            return "'{}'";
        }
        if (variable.group("old") != null) {
            return "`{}'";
        }
        if (variable.group("address") != null) {
            return "{address}";
        }
        if (variable.group("path") != null) {
            return "{path}";
        }
        return variable.group("key") != null ? "{key}" : "{hex}";
    }

    private static String cut(String shape) {
        if (shape.codePointCount(0, shape.length()) <= SHAPE_MAX) {
            return shape;
        }
        return shape.substring(0, shape.offsetByCodePoints(0, SHAPE_MAX));
    }
}
