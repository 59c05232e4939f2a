package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTest {
    @ParameterizedTest
    @CsvSource({"2000,65536,200,2000", "2000,1024,200,568", "2000,256,156,50", "10,256,156,10", "2000,128,126,4"})
    void connections_leaveDescriptorsForTheRest(int wanted, long most, long open, int room) {
        assertEquals(room, Descriptors.room(wanted, most, open));
    }
}
