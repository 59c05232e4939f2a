package io.authwatch.auth;

import io.authwatch.wire.Octets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The lines that a program writes, found by their first octet; among those the first that fits is taken. Shapes that
 * begin with a slot come last, because they fit anything for long.
 */
final class Shapes {
    private static final int OCTETS = 256;

    private final List<Shape> all;
    private final Shape[][] byFirstOctet = new Shape[OCTETS][];

    private Shapes(List<Shape> all) {
        this.all = all;
        for (int octet = 0; octet < OCTETS; octet++) {
            List<Shape> fitting = new ArrayList<>();
            for (Shape shape : all) {
                byte[] prefix = shape.template().prefix();
                if (prefix.length == 0 || prefix[0] == (byte) octet) {
                    fitting.add(shape);
                }
            }
            byFirstOctet[octet] = fitting.toArray(Shape[]::new);
        }
    }

    /** The shapes of one program, in the order in which they are tried. */
    @SafeVarargs
    static Shapes of(List<Shape>... lists) {
        List<Shape> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (List<Shape> list : lists) {
            for (Shape shape : list) {
                if (!names.add(shape.name())) {
                    throw new IllegalArgumentException("two shapes are named " + shape.name());
                }
                all.add(shape);
            }
        }
        all.sort(Comparator.comparing(shape -> shape.template().prefix().length == 0));
        return new Shapes(List.copyOf(all));
    }

    /** All of them, in order. */
    List<Shape> all() {
        return all;
    }

    /** Reads {@code [from, to)} as one of these lines; false if it is none, and then the view says {@code other}. */
    boolean read(Octets octets, int from, int to, AuthView view) {
        if (from >= to) {
            return false;
        }
        for (Shape shape : byFirstOctet[octets.at(from) & 0xff]) {
            if (shape.read(octets, from, to, view)) {
                return true;
            }
        }
        return false;
    }
}
