package io.authwatch.rule;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the followers of a rule compare of the groups of one window, remembered as long as these are the same groups: in a
 * flood a rule fires all the time, and the groups seldom change.
 */
final class ComparedGroups {
    /** Of fewer groups it is worked out anew each time, rather than held. */
    private static final int HELD_MIN = 8;

    private @Nullable Shape shape;
    private List<List<List<String>>> held = List.of();

    /** For each follower what it compares of these groups, see {@link Shape#compared}. */
    List<List<List<String>>> of(Shape asked, Collection<List<String>> groups) {
        if (shape == asked) {
            return held;
        }
        List<List<List<String>>> compared = asked.compared(groups);
        if (groups.size() >= HELD_MIN) {
            shape = asked;
            held = compared;
        }
        return compared;
    }

    /** The groups are others now. */
    void forget() {
        shape = null;
        held = List.of();
    }
}
