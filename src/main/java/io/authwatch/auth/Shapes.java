package io.authwatch.auth;

import io.authwatch.wire.Octets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The lines that a program writes, found by the octets that they begin with, up to eight; among those the first that
 * fits is taken. Shapes that begin with a slot come last, because they fit anything for long.
 */
final class Shapes {
    private static final int OCTETS = 256;

    private final List<Shape> all;
    private final Beginnings[] byFirstOctet = new Beginnings[OCTETS];

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
            byFirstOctet[octet] = Beginnings.of(fitting);
        }
    }

    /**
     * Shapes by the word that a text begins with: its first eight octets, the first one highest.
     *
     * <pre>
     *   text   Failed p assword for …
     *   word   Failed_p
     *   mask   ffffffff  of "Failed password for "      ff000000  of a prefix of one octet
     * </pre>
     *
     * @param shapes in the order in which they are tried
     * @param masks which of the eight are known of each shape
     * @param words what they are
     */
    private record Beginnings(Shape[] shapes, long[] masks, long[] words) {
        static Beginnings of(List<Shape> shapes) {
            long[] masks = new long[shapes.size()];
            long[] words = new long[shapes.size()];
            for (int i = 0; i < masks.length; i++) {
                byte[] prefix = shapes.get(i).template().prefix();
                int known = Math.min(prefix.length, Long.BYTES);
                masks[i] = known == 0 ? 0 : -1L << (Byte.SIZE * (Long.BYTES - known));
                words[i] = word(Octets.of(prefix), 0, known);
            }
            return new Beginnings(shapes.toArray(Shape[]::new), masks, words);
        }
    }

    /** The first eight octets of {@code [from, to)}, zeros in the place of those that it does not have. */
    private static long word(Octets octets, int from, int to) {
        if (to - from >= Long.BYTES) {
            return octets.eight(from);
        }
        long word = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            word = (word << Byte.SIZE) | (i < to ? octets.at(i) & 0xff : 0);
        }
        return word;
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
        Beginnings known = byFirstOctet[octets.at(from) & 0xff];
        long word = word(octets, from, to);
        for (int i = 0; i < known.words.length; i++) {
            if ((word & known.masks[i]) == known.words[i] && known.shapes[i].read(octets, from, to, view)) {
                return true;
            }
        }
        return false;
    }
}
