package io.authwatch;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.jboss.logging.Logger;

/**
 * The file descriptors that the kernel gives this process (ulimit -n). Connections may use what leaves enough for the
 * ledger, the API and the files: a process that has none left can keep nothing.
 */
final class Descriptors {
    private static final Logger LOG = Logger.getLogger("io.authwatch");
    /** What is left to everything else; where there is less than twice that, half. */
    private static final long RESERVED = 256;

    private static final long LEAST = 4;

    private Descriptors() {}

    /** How many of {@code wanted} connections there may be; says so if it is not all of them. */
    static int room(int wanted) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean kernel)) {
            return wanted;
        }
        long most = kernel.getMaxFileDescriptorCount();
        int room = room(wanted, most, kernel.getOpenFileDescriptorCount());
        if (room < wanted) {
            LOG.warnf(
                    "Fewer connections than AUTHWATCH_LIMITS_CONNECTIONS fit into the file descriptors of this process"
                            + " (ulimit -n): connections=%d wanted=%d descriptors=%d",
                    room, wanted, most);
        }
        return room;
    }

    /** The same with {@code most} descriptors, of which {@code open} are in use. */
    static int room(int wanted, long most, long open) {
        long free = most - open;
        return (int) Math.min(wanted, Math.max(LEAST, Math.max(free / 2, free - RESERVED)));
    }
}
