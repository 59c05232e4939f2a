package io.authwatch.source;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/**
 * The memory that one recvmmsg(2) reads datagrams into, a slot for each. It stays, and is used again for every call, since
 * a datagram is copied out of it before the next call:
 *
 * <pre>
 *   │ the largest datagram │ the largest datagram │ …     only pages that octets came to take memory
 * </pre>
 *
 * <p>A buffer a call from Netty's pool would be so large that the pool gives it back to the system and zeroes it anew
 * each time: see {@code src/adr/0004}.
 */
final class DatagramSlots extends DefaultMaxMessagesRecvByteBufAllocator implements AutoCloseable {
    private final ByteBuf slots;

    /**
     * Memory that is there until {@link #close}.
     *
     * @param count datagrams a call
     * @param octets of the largest datagram
     * @param datagramsMax datagrams before the loop turns to its other work
     */
    DatagramSlots(int count, int octets, int datagramsMax) {
        super(datagramsMax);
        slots = Unpooled.directBuffer(count * octets, count * octets);
    }

    @Override
    public RecvByteBufAllocator.ExtendedHandle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return slots.capacity();
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                // Whoever reads lets go of it after the call.
                return slots.clear().retain();
            }
        };
    }

    @Override
    public void close() {
        slots.release();
    }
}
