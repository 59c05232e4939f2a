package io.authwatch.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names that look like ours and are none: typing errors that would be silent otherwise. */
final class UnknownKeys {
    private static final String PREFIX = "AUTHWATCH_";
    /** What Kubernetes sets for a Service whose name begins with authwatch (environment variables of Services). */
    private static final Pattern SERVICE = Pattern.compile(
            "(AUTHWATCH(?:_\\w+?)?)_(SERVICE_(HOST|PORT(_\\w+)?)|PORT(_[0-9]+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)?)");
    /** The list places that SmallRye Config reads: AUTHWATCH_FILES_0_. */
    private static final Pattern PLACE = Pattern.compile("(_[0-9]+_|\\[[0-9]+])$");

    private UnknownKeys() {}

    /** One line for each name that is no key, among environment variables and property names. */
    static List<String> warnings(Set<String> variables, Iterable<String> properties) {
        Set<String> known = Key.all().stream().map(Key::variable).collect(Collectors.toCollection(TreeSet::new));
        List<String> warnings = new ArrayList<>();
        Set<String> told = new TreeSet<>(known);
        boolean services = false;
        for (String variable : sorted(variables)) {
            String name = PLACE.matcher(variable).replaceAll("");
            if (variable.startsWith(PREFIX) && !RecipientKeys.isOne(variable) && told.add(name)) {
                boolean service = isOfService(variable, variables);
                services |= service;
                if (!service) {
                    warnings.add(variable + " is no setting; the nearest is " + nearest(name, known));
                }
            }
        }
        if (services) {
            warnings.add("Kubernetes set variables for Services whose names begin with authwatch; they are no settings:"
                    + " set enableServiceLinks: false in the pod");
        }
        for (String property : sorted(properties)) {
            String name = PLACE.matcher(property).replaceAll("");
            if (property.startsWith("authwatch.") && !RecipientKeys.isOne(property) && told.add(Key.variable(name))) {
                String nearest = nearest(Key.variable(name), known);
                warnings.add(property + " is no setting; the nearest is " + propertyOf(nearest));
            }
        }
        return warnings;
    }

    private static boolean isOfService(String variable, Set<String> variables) {
        Matcher service = SERVICE.matcher(variable);
        return service.matches() && variables.contains(service.group(1) + "_SERVICE_HOST");
    }

    private static String propertyOf(String variable) {
        return Key.all().stream()
                .filter(key -> key.variable().equals(variable))
                .map(Key::name)
                .findFirst()
                .orElse(variable.toLowerCase(Locale.ROOT));
    }

    private static Set<String> sorted(Iterable<String> names) {
        Set<String> sorted = new TreeSet<>();
        names.forEach(sorted::add);
        return sorted;
    }

    private static String nearest(String name, Set<String> known) {
        String nearest = name;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** The Levenshtein distance: how many letters to add, drop or change. */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int diagonal = above[0];
            above[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int change = diagonal + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = above[column];
                above[column] = Math.min(change, 1 + Math.min(above[column], above[column - 1]));
            }
        }
        return above[other.length()];
    }
}
