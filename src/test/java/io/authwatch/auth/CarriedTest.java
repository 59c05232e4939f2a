package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CarriedTest {
    private static final Path SOURCE = Path.of("src/main/java/io/authwatch/auth/Carried.java");
    private static final Pattern ROWS = Pattern.compile("(?s)(switch \\(action\\) \\{\n)(.*?)(\n        };)");

    @Test
    void table_isWrittenAnew_ifAsked() throws IOException {
        assumeTrue(Boolean.getBoolean("update"), "mvn test -Dtest=CarriedTest -Dupdate=true writes the table");
        Map<Set<Field>, List<String>> rows = new LinkedHashMap<>();
        ActionsPage.fieldsFound()
                .forEach((action, fields) ->
                        rows.computeIfAbsent(fields, f -> new ArrayList<>()).add(action.name()));
        StringBuilder text = new StringBuilder();
        rows.forEach((fields, actions) -> text.append("            case ")
                .append(String.join(", ", actions))
                .append(" -> of(")
                .append(fields.stream().map(field -> "Field." + field.name()).collect(Collectors.joining(", ")))
                .append(");\n"));
        String written = text.substring(0, text.length() - 1);
        String source = Files.readString(SOURCE);
        Files.writeString(SOURCE, ROWS.matcher(source).replaceFirst("$1" + written + "$3"));
    }

    @Test
    void everyAction_carriesWhatTheCorpusHas_andNothingElse() throws IOException {
        assumeFalse(Boolean.getBoolean("update"), "what is compiled is the table of before");
        Map<AuthAction, Set<Field>> found = ActionsPage.fieldsFound();
        for (AuthAction action : AuthAction.values()) {
            assertEquals(
                    found.get(action),
                    Carried.found(action),
                    () -> "fields of " + action.label()
                            + ": mvn test -Dtest=CarriedTest -Dupdate=true writes the table");
        }
    }

    @Test
    void whatEveryEventHas_isCarriedByAll() {
        for (AuthAction action : AuthAction.values()) {
            for (Field field : Field.values()) {
                assertTrue(field.recognised() || Carried.carries(action, field), action + " " + field);
            }
        }
        assertTrue(Carried.carries(AuthAction.LOGIN, Field.KEY));
        assertFalse(Carried.carries(AuthAction.ELEVATE, Field.KEY));
    }
}
