package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CarriedTest {
    @Test
    void everyAction_carriesWhatTheCorpusHas_andNothingElse() throws IOException {
        Map<AuthAction, Set<Field>> found = ActionsPage.fieldsFound();
        for (AuthAction action : AuthAction.values()) {
            assertEquals(found.get(action), Carried.found(action), () -> "fields of " + action.label());
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
