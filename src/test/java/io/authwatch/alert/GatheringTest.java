package io.authwatch.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.StateCell;
import io.authwatch.testkit.SampleEvents;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final byte VERSION = 1;

    @Test
    void checkpoint_fromBeforeADimension_hasTheOthers_andSaysNothingOfIt() {
        AuthEvent event = SampleEvents.refused("host=web-1", "user=root");
        CellWriter to = new CellWriter(VERSION).number(3);
        EventForm.writeTime(event.at(), to);
        EventForm.writeTime(event.at(), to);
        to.number(Dimension.GROUP.ordinal());
        for (Dimension known : Dimension.values()) {
            if (known.ordinal() < Dimension.GROUP.ordinal()) {
                Tally tally = new Tally(10);
                String value = known.value("r", event);
                tally.add(value == null ? "-" : value, 3);
                tally.write(to);
            }
        }
        CellReader from = new CellReader(new StateCell("storm", "r", "", to.octets()), VERSION);
        Gathering gathering = new Gathering(10);
        gathering.read(from);
        gathering.add("r", event, 1);
        Gathered gathered = gathering.gathered("r");
        assertEquals("web-1", gathered.only(Dimension.HOST));
        assertEquals("root", gathered.only(Dimension.USER));
        assertNull(gathered.common(Dimension.GROUP), "of the first three nobody knows");
    }
}
