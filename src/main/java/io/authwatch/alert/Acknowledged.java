package io.authwatch.alert;

import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.StateCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of the open alerts were acknowledged; an alert that closes or breaks out takes its entry with it. */
final class Acknowledged {
    /** The kind of its cells: one of its own, so that the form of an alert's cell stays as it is. */
    static final String KIND = "acknowledged";

    private static final byte VERSION = 1;

    private final Map<AlertKey, Acknowledgement> byKey = new HashMap<>();
    private final Set<AlertKey> changed = new LinkedHashSet<>();

    void put(AlertKey key, Acknowledgement acknowledgement) {
        byKey.put(key, acknowledgement);
        changed.add(key);
    }

    void forget(AlertKey key) {
        if (byKey.remove(key) != null) {
            changed.add(key);
        }
    }

    @Nullable
    Acknowledgement get(AlertKey key) {
        return byKey.get(key);
    }

    Set<AlertKey> keys() {
        return byKey.keySet();
    }

    /** The cells that changed since the last drain, gone ones with empty data. */
    List<StateCell> drain() {
        List<StateCell> cells = new ArrayList<>(changed.size());
        for (AlertKey key : changed) {
            Acknowledgement now = byKey.get(key);
            cells.add(new StateCell(KIND, key.rule(), key.cellKey(), now == null ? new byte[0] : octets(now)));
        }
        changed.clear();
        return cells;
    }

    private static byte[] octets(Acknowledgement acknowledgement) {
        CellWriter to = new CellWriter(VERSION);
        EventForm.writeTime(acknowledgement.at(), to);
        return to.text(acknowledgement.by()).text(acknowledgement.device()).octets();
    }

    void restore(StateCell cell) {
        CellReader from = new CellReader(cell, VERSION);
        byKey.put(AlertKey.of(cell), new Acknowledgement(EventForm.readTime(from), from.text(), from.textOrNull()));
    }
}
