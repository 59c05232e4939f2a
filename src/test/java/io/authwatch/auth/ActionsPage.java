package io.authwatch.auth;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.syslog.TestMessages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of all actions, {@code src/docs/actions.md}, as it must be: what is fixed comes from {@link AuthAction} and
 * {@link Field}, what is found from the recognisers, asked for every line of the corpus.
 */
final class ActionsPage {
    static final Path PAGE = Path.of("src/docs/actions.md");

    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    private static final String INTRODUCTION = """
            # Actions and fields

            Generated from the code; `mvn test -Dtest=ActionsPageTest -Dupdate=true` writes it anew. What an event is called in rule
            files and in the API, and which programs tell it. Outcomes, fields and programs are those of the lines in
            [the corpus](../test/resources/corpus).

            ## Actions

            Category and type are ECS `event.category` and `event.type`. *kept*: in the durable history even if no rule matches; the
            others are in memory for the page, the last 10,000 of them, unless a rule matches.

            | action | category | type | outcomes | fields | told by | kept |
            | --- | --- | --- | --- | --- | --- | --- |
            """;
    private static final String FIELDS = """

            A login that succeeded is of category `authentication`, `session`. `host-moved` is told by
            Authwatch itself: its `host`, which was known from elsewhere, was claimed from its `peer`.

            ## Fields

            The first column is the name in rule files (`when`, `unless`, `per`), the second the one in `/api/events` and
            `/api/explain`. Fields without *in the text* are there for every action, `program` only if the message names one.

            | field | ECS | in the text |
            | --- | --- | --- |
            """;

    private final Map<AuthAction, Found> byAction = new EnumMap<>(AuthAction.class);

    /** What the corpus has of one action. */
    private static final class Found {
        private final Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        private final Set<Field> fields = EnumSet.noneOf(Field.class);
        private final Set<String> programs = new TreeSet<>();
    }

    private ActionsPage() {
        for (AuthAction action : AuthAction.values()) {
            byAction.put(action, new Found());
        }
        Found moved = byAction.get(AuthAction.HOST_MOVED);
        moved.outcomes.add(Outcome.UNKNOWN);
        moved.programs.add("authwatch");
    }

    /** The page's text. */
    static String text() throws IOException {
        ActionsPage page = new ActionsPage();
        for (String line : lines()) {
            page.learn(line);
        }
        return INTRODUCTION + page.actions() + FIELDS + fields();
    }

    /** The fields that lines of the corpus have, by action. */
    static Map<AuthAction, Set<Field>> fieldsFound() throws IOException {
        ActionsPage page = new ActionsPage();
        for (String line : lines()) {
            page.learn(line);
        }
        Map<AuthAction, Set<Field>> fields = new EnumMap<>(AuthAction.class);
        page.byAction.forEach((action, found) -> fields.put(action, found.fields));
        return fields;
    }

    private static List<String> lines() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.sorted().flatMap(ActionsPage::lines).toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("# ") && !line.startsWith("    "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void learn(String line) {
        SyslogMessage message = TestMessages.of("Nov 23 05:03:27 vm " + line);
        AuthView view = new AuthView();
        Recognisers.standard().recognise(message, view);
        Found found = byAction.get(view.action());
        if (view.unknown()) {
            return;
        }
        found.outcomes.add(view.outcome());
        found.programs.add(teller(view, message));
        Arrays.stream(Field.values()).filter(view::has).forEach(found.fields::add);
    }

    /** The program; of what is read under any program's name, that. */
    private static String teller(AuthView view, SyslogMessage message) {
        return switch (view.recogniser()) {
            case "pam" -> "PAM in any program";
            case "last-message" -> "syslogd in any name";
            default -> String.valueOf(Programs.normalised(message.program()));
        };
    }

    private String actions() {
        StringBuilder rows = new StringBuilder();
        for (AuthAction action : AuthAction.values()) {
            Found found = byAction.get(action);
            rows.append(row(
                    code(action.label()),
                    String.join(", ", action.category(Outcome.UNKNOWN)),
                    String.join(", ", action.type()),
                    found.outcomes.stream().map(Outcome::label).collect(Collectors.joining(", ")),
                    found.fields.stream().map(Field::label).collect(Collectors.joining(", ")),
                    String.join(", ", found.programs),
                    action.durable() ? "yes" : ""));
        }
        return rows.toString();
    }

    private static String fields() {
        StringBuilder rows = new StringBuilder();
        for (Field field : Field.values()) {
            String ecs = field == Field.TARGET
                    ? code(field.ecs()) + "; of a managed account " + code("user.target.name")
                    : code(field.ecs());
            rows.append(row(code(field.label()), ecs, field.recognised() ? "yes" : ""));
        }
        return rows.toString();
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String row(String... cells) {
        List<String> shown = new ArrayList<>();
        for (String cell : cells) {
            shown.add(cell.replace("|", "\\|"));
        }
        return ("| " + String.join(" | ", shown) + " |").replace("|  |", "| |").replace("|  |", "| |") + "\n";
    }
}
