package io.authwatch.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a rule file may refer to outside of itself. */
public interface Surroundings {
    /** Nothing at all. */
    Surroundings NONE = new Surroundings() {};

    /** Whether the tests that stand in the file are run: not where it was taken once and is only read again. */
    default boolean testsAreRun() {
        return true;
    }

    /** The names of the recipients that have a key, or empty if that is not known here. */
    default Optional<Set<String>> recipients() {
        return Optional.empty();
    }

    /**
     * The files of a folder, by name; a file's path means that file alone.
     *
     * @throws Unreadable if it cannot be read, with one clear line
     */
    default List<Included> folder(String path) throws Unreadable {
        throw new Unreadable("files are not read here");
    }

    /**
     * A file that was read.
     *
     * @param name its name, for people
     * @param text what it holds
     */
    record Included(String name, String text) {}

    /** A folder or a file cannot be read. */
    final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        public Unreadable(String why) {
            super(why);
        }
    }
}
