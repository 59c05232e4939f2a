package io.authwatch.source;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;

/**
 * What the beginning of a session repeats of earlier ones of its sender, one message after the other.
 *
 * <pre>
 *   earlier      a b c d e ✂          of b, and of all after it, no answer was read
 *   this         b c d e f g
 *                └known┘ └ new from here on, whatever it says: another e would be another message
 * </pre>
 *
 * <p>So it follows some earlier session from some place on; while that is not clear, all that fit are followed. One
 * thread.
 */
final class Retelling {
    private final List<Follower> followers = new ArrayList<>();
    private final List<Trail> toTheirEnd = new ArrayList<>();
    private boolean begun;

    /** A trail, and the places in it that the latest message may be at, counted from where it began when we did. */
    private static final class Follower {
        private final Trail trail;
        private final long origin;
        private final long end;
        private BitSet places = new BitSet();

        Follower(Trail trail) {
            this.trail = trail;
            this.origin = trail.begin();
            this.end = trail.end();
        }

        boolean begin(long digest) {
            for (long place = origin; place < end; place++) {
                places.set((int) (place - origin), trail.is(place, digest));
            }
            return !places.isEmpty();
        }

        boolean follow(long digest) {
            BitSet next = new BitSet();
            places.stream()
                    .map(place -> place + 1)
                    .filter(place -> origin + place < end && trail.is(origin + place, digest))
                    .forEach(next::set);
            places = next;
            return !places.isEmpty();
        }

        boolean isAtEnd() {
            return places.get((int) (end - origin - 1));
        }

        boolean isOnlyAtEnd() {
            return isAtEnd() && places.cardinality() == 1;
        }
    }

    /**
     * Takes the session's next message.
     *
     * @param earlier what may come again, asked for at the first message only
     * @return whether it came before; never again true after it once was not
     */
    boolean takes(long digest, List<Trail> earlier) {
        if (!begun) {
            begun = true;
            earlier.stream()
                    .map(Follower::new)
                    .filter(follower -> follower.begin(digest))
                    .forEach(followers::add);
        } else {
            followers.removeIf(follower -> !follower.follow(digest));
        }
        boolean known = !followers.isEmpty();
        for (Iterator<Follower> each = followers.iterator(); each.hasNext(); ) {
            Follower follower = each.next();
            if (follower.isAtEnd()) {
                toTheirEnd.add(follower.trail);
            }
            if (follower.isOnlyAtEnd()) {
                each.remove();
            }
        }
        return known;
    }

    /** Whether all that comes from here on is new. */
    boolean isOver() {
        return begun && followers.isEmpty();
    }

    /** Trails that were followed to their end: nothing of them comes again that this session does not hold. */
    List<Trail> toTheirEnd() {
        return toTheirEnd;
    }
}
