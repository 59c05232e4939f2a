package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.authwatch.testkit.SampleEvents;

/** Any text is a rule file or is refused with faults of one line each. */
class RuleFileFuzz {
    @FuzzTest
    void anyText_isReadOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            RuleFile.read("rules.yaml", text).explain(SampleEvents.accepted("user=root"));
        } catch (RuleFileException e) {
            for (RuleFault fault : e.faults()) {
                assertEquals(1, fault.oneLine().lines().count());
            }
        }
    }
}
