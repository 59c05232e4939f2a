package io.authwatch.rule;

import java.time.Duration;

/** What a rule file may hold at most. Each is named in the error that it causes. */
final class RuleLimits {
    /** The file, in octets of UTF-8: 1 MiB, which a Kubernetes ConfigMap may not exceed either. */
    static final int FILE_OCTETS_MAX = 1 << 20;
    /** How deep lists and mappings may nest; the language itself needs 6. */
    static final int DEPTH_MAX = 16;

    static final int RULES_MAX = 5_000;
    static final int LISTS_MAX = 1_000;
    static final int LIST_MEMBERS_MAX = 10_000;
    static final int HOST_ENTRIES_MAX = 1_000;
    /** Values that one field of a condition may name; a list counts as one. */
    static final int CONDITION_VALUES_MAX = 1_000;
    /** One value, in characters. */
    static final int VALUE_LENGTH_MAX = 1_000;
    /** The name of a rule or a list, in characters: it is a label of metrics and stands in titles. */
    static final int NAME_LENGTH_MAX = 64;
    /** Fields in {@code per}, {@code first} or {@code same}. */
    static final int PER_MAX = 8;

    /** Named recipients. */
    static final int RECIPIENTS_MAX = 1_000;
    /** Recipients of one rule: each costs a message. */
    static final int TO_MAX = 10;
    /** What a recipient's titles begin with, in code points: a fifth of a title. */
    static final int TITLE_PREFIX_MAX = 50;
    /** Tests in a file, and the lines of all of them. */
    static final int TESTS_MAX = 1_000;

    static final int TEST_LINES_MAX = 1_000;
    /** Characters of all test lines and minutes between them, for each rule: some seconds where rules are at their worst. */
    static final long TEST_WORK_MAX = 20_000_000;

    static final int COUNT_MAX = 10_000;
    static final Duration DURATION_MIN = Duration.ofSeconds(1);
    static final Duration DURATION_MAX = Duration.ofDays(30);
    /** How long a combination is remembered, and learnt, at most: ten years. */
    static final Duration REMEMBER_MAX = Duration.ofDays(3_650);
    /** Spans of one {@code hours}. */
    static final int SPANS_MAX = 16;
    /** Faults that one refusal tells. */
    static final int FAULTS_MAX = 50;

    private RuleLimits() {}
}
