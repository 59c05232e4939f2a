package io.authwatch.ops;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was said already, so that a stranger cannot fill the log: the thousand latest subjects are remembered. */
final class Seldom {
    private static final int SUBJECTS_MAX = 1_000;

    private final Map<String, Boolean> said = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > SUBJECTS_MAX;
        }
    };

    /** Whether a subject comes up for the first time. */
    synchronized boolean isFirst(String subject) {
        return said.put(subject, Boolean.TRUE) == null;
    }
}
