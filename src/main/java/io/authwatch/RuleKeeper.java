package io.authwatch;

import io.authwatch.config.StartRefused;
import io.authwatch.pipeline.Happenings;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleFileException;
import io.authwatch.rule.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rule file, and again whenever its content changes: compared by content, because a mounted ConfigMap changes
 * by a swap of the link {@code ..data} above it, which no watch of the file would see. The files that it includes may be
 * many, so that only their looks are compared. A file that is refused changes nothing: the rules in force stay.
 */
final class RuleKeeper {
    private final @Nullable Path file;
    private final Set<String> keyed;
    private final Happenings happenings;
    private final InstantSource clock;
    private volatile @Nullable String refused;
    private volatile Instant loadedAt = Instant.EPOCH;
    private String seen = "";
    private String fingerprint = "";
    private IncludedFiles included;

    /**
     * @param file the rule file, or null for the built-in rules
     * @param keyed the names of the recipients that have a key
     */
    RuleKeeper(@Nullable Path file, Set<String> keyed, Happenings happenings, InstantSource clock) {
        this.file = file;
        this.keyed = keyed;
        this.included = new IncludedFiles(file == null ? Path.of("") : file, keyed);
        this.happenings = happenings;
        this.clock = clock;
    }

    /**
     * The rules to start with.
     *
     * @throws StartRefused if the file cannot be read, or is refused: one line a fault
     */
    RuleSet first() {
        if (file == null) {
            return taken(RuleSet.builtIn());
        }
        try {
            seen = text(file);
            return taken(read(file, seen));
        } catch (IOException unreadable) {
            throw new StartRefused(List.of("the rule file " + file + " cannot be read: " + why(unreadable)
                    + " (authwatch.rules, AUTHWATCH_RULES)"));
        } catch (RuleFileException faults) {
            throw new StartRefused(List.of("the rule file " + file + " is refused: " + faults.oneLine()));
        }
    }

    /** Looks once whether the file changed; rules that were taken go to {@code next}. Not for two threads at a time. */
    void look(Consumer<RuleSet> next) {
        if (file == null) {
            return;
        }
        try {
            String now = text(file);
            if (!now.equals(seen)) {
                seen = now;
                next.accept(taken(read(file, now)));
            } else if (included.changed()) {
                RuleSet again = read(file, now);
                if (refused != null || !again.fingerprint().equals(fingerprint)) {
                    next.accept(taken(again));
                }
            } else if (refused != null && refused.startsWith(UNREADABLE)) {
                refused = null;
            }
        } catch (IOException unreadable) {
            refuse(UNREADABLE + why(unreadable));
        } catch (RuleFileException faults) {
            refuse(faults.oneLine());
        }
    }

    /**
     * Reads rules that are not to be in force, with the same surroundings.
     *
     * @throws RuleFileException if they are refused
     */
    RuleSet read(String name, String text) {
        return RuleFile.read(name, text, new IncludedFiles(file == null ? Path.of("") : file, keyed));
    }

    private static final String UNREADABLE = "cannot be read: ";

    private void refuse(String why) {
        if (!why.equals(refused)) {
            refused = why;
            happenings.rulesRefused(where(), why);
        }
    }

    private RuleSet read(Path file, String text) {
        included = new IncludedFiles(file, keyed);
        return RuleFile.read(file.getFileName().toString(), text, included);
    }

    private RuleSet taken(RuleSet rules) {
        refused = null;
        fingerprint = rules.fingerprint();
        loadedAt = clock.instant();
        happenings.rulesLoaded(where(), rules.rules().size(), loadedAt);
        rules.warnings().forEach(warning -> happenings.rulesWarned(where(), warning.oneLine()));
        return rules;
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(RuleFile.OCTETS_MAX + 1);
            if (octets.length > RuleFile.OCTETS_MAX) {
                throw new IOException("it is larger than " + RuleFile.OCTETS_MAX + " octets");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        }
    }

    private static String why(IOException unreadable) {
        if (unreadable instanceof java.nio.file.NoSuchFileException) {
            return "there is no such file";
        }
        if (unreadable instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        return unreadable instanceof CharacterCodingException
                ? "it is not UTF-8"
                : String.valueOf(unreadable.getMessage());
    }

    /** Where the rules come from, for people. */
    String where() {
        return file == null ? "the built-in rules" : file.toString();
    }

    /** Why the file as it is now is not in force, or null. */
    @Nullable
    String refused() {
        return refused;
    }

    Instant loadedAt() {
        return loadedAt;
    }
}
