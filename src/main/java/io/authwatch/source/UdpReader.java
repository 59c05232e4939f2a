package io.authwatch.source;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Batcher;
import io.authwatch.pipeline.DropReason;
import io.authwatch.wire.Datagram;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;

/**
 * Reads datagrams in turns, each of which makes one batch:
 *
 * <pre>
 *   datagram ─▶ empty? ─▶ sender allowed? ─▶ its share? ─▶ room? ─▶ lane ─▶ …  end of turn ─▶ batch ─▶ intake
 *                 │              │              │            │                                            │
 *              nothing      drop SENDER     drop RATE   drop OVERLOAD                          no room: drop OVERLOAD
 * </pre>
 */
final class UdpReader extends SimpleChannelInboundHandler<DatagramPacket> {
    private final Downstream downstream;
    private final Batcher lane;
    private final UdpSenders senders;
    private final InFlight inFlight;
    private final int frameOctetsMax;
    private final String where;
    private final ReadBuffer read = new ReadBuffer();
    private boolean inTurn;
    private long received;
    private long refused;
    private long over;
    private long overloaded;

    UdpReader(Downstream downstream, UdpSenders senders, InFlight inFlight, int frameOctetsMax, String where) {
        this.downstream = downstream;
        this.lane = downstream.lanes().apply(Input.UDP);
        this.senders = senders;
        this.inFlight = inFlight;
        this.frameOctetsMax = frameOctetsMax;
        this.where = where;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
        if (!datagram.content().isReadable()) {
            return;
        }
        UdpSender sender = senders.sender(datagram.sender().getAddress());
        if (sender == null) {
            received++;
            refused++;
        } else if (senders.isOver(sender, downstream.clocks().nanos().getAsLong(), inFlight.isHalfFull())) {
            received++;
            over++;
        } else if (inFlight.isFull()) {
            received++;
            overloaded++;
        } else {
            take(sender.origin, datagram);
        }
    }

    private void take(Origin.Udp origin, DatagramPacket datagram) {
        if (!inTurn) {
            lane.begin(downstream.clocks().wall().instant());
            inTurn = true;
        }
        read.over(datagram.content());
        boolean held = Datagram.deliver(
                read.array(),
                read.from(),
                read.to(),
                frameOctetsMax,
                (array, from, to, cut) -> accept(origin, array, from, to, cut));
        received += held ? 1 : 0;
    }

    private void accept(Origin.Udp origin, byte[] array, int from, int to, boolean cut) {
        lane.accept(origin, array, from, to, cut);
        if (cut) {
            downstream.happenings().messageCut(Input.UDP, origin.peer());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (received > 0) {
            downstream.happenings().received(Input.UDP, received);
            received = 0;
        }
        if (inTurn) {
            inTurn = false;
            handOver();
        }
        drop(DropReason.SENDER, refused);
        drop(DropReason.RATE, over);
        drop(DropReason.OVERLOAD, overloaded);
        if (senders.drainForgotten()) {
            downstream.happenings().limitHit("udp-senders");
        }
        refused = 0;
        over = 0;
        overloaded = 0;
    }

    private void handOver() {
        int octets = lane.heapOctets();
        Batch batch = lane.end(null, () -> inFlight.release(octets));
        inFlight.take(octets);
        if (!downstream.intake().offer(batch)) {
            inFlight.release(octets);
            overloaded += batch.decided();
        }
    }

    private void drop(DropReason reason, long messages) {
        if (messages > 0) {
            downstream.happenings().dropped(Input.UDP, reason, messages);
        }
    }

    /** A mistake of ours, or of the kernel's: the socket lives on, the rest of the turn is read. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        downstream.happenings().inputTroubled(Input.UDP, where, "a datagram was not read: " + cause);
    }
}
