package io.authwatch.rule.logcheck;

/** What is read and held at most. What goes beyond is left out and listed, or makes a line one that no rule matches. */
public final class LogcheckLimits {
    /** Rules of one list; Debian's logcheck-database 1.4.2 has 1,907 in all. */
    public static final int RULES_MAX = 10_000;
    /** One rule, in octets; Debian's longest has about 1,100. */
    public static final int RULE_OCTETS_MAX = 4_096;
    /** Parentheses within parentheses. */
    public static final int DEPTH_MAX = 50;
    /** Steps that one rule compiles to: counted repeats are written out. */
    public static final int STEPS_MAX = 4_096;
    /** Steps that the rules of one list compile to in all: about 16 octets each. */
    public static final int STEPS_IN_ALL_MAX = 1_000_000;
    /** Rules of one list in which no text is fixed: each is tried on every line. */
    public static final int WITHOUT_TEXT_MAX = 100;
    /** States of one rule that are kept; those beyond are worked out anew each time. */
    public static final int STATES_MAX = 2_000;
    /** States of all rules of one list that are kept, in octets: 16 MiB. With four lists at most, 64 MiB. */
    public static final int STATES_OCTETS_MAX = 16 << 20;
    /** Lists that one rule file may name. */
    public static final int LISTS_MAX = 4;
    /**
     * Work that one line may cost: about 2 ms where everything goes wrong, and three times through 8 KiB, the longest
     * line that rsyslog writes unasked. A line that needs more is not ignored.
     */
    public static final int WORK_MAX = 150_000;

    private LogcheckLimits() {}
}
