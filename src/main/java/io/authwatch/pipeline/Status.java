package io.authwatch.pipeline;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the program is, for probes and for the page. Names no user, no host and no secret.
 *
 * @param started whether rules are loaded, the ledger is recovered and the inputs were opened
 * @param listening the inputs that are bound, such as {@code udp 5514}
 * @param notListening the inputs that should be bound and are not, with the reason
 * @param ledgerWritable whether the latest commit succeeded
 * @param ledgerTrouble why not, or null
 * @param rules how many rules are in force
 * @param rulesLoadedAt when they were taken
 * @param rulesRefused the one line that says why a changed rule file was refused, or null
 * @param outboxPending notifications still to be sent
 * @param dryRun whether there is no token
 * @param notSent the notifications that were given up since the start
 */
public record Status(
        boolean started,
        List<String> listening,
        List<String> notListening,
        boolean ledgerWritable,
        @Nullable String ledgerTrouble,
        int rules,
        @Nullable Instant rulesLoadedAt,
        @Nullable String rulesRefused,
        int outboxPending,
        boolean dryRun,
        NotSent notSent) {

    /** The same of a program that gave up no notification. */
    public Status(
            boolean started,
            List<String> listening,
            List<String> notListening,
            boolean ledgerWritable,
            @Nullable String ledgerTrouble,
            int rules,
            @Nullable Instant rulesLoadedAt,
            @Nullable String rulesRefused,
            int outboxPending,
            boolean dryRun) {
        this(
                started,
                listening,
                notListening,
                ledgerWritable,
                ledgerTrouble,
                rules,
                rulesLoadedAt,
                rulesRefused,
                outboxPending,
                dryRun,
                NotSent.NONE);
    }

    /** Whether messages can be taken: inputs bound, ledger writable, rules loaded. */
    public boolean ready() {
        return started && notListening.isEmpty() && ledgerWritable;
    }
}
