package io.authwatch;

import io.authwatch.config.Settings;
import io.authwatch.source.SourceLimits;

/** How much the inputs take. */
final class InputLimits {
    private InputLimits() {}

    /** The limits that the settings ask for; what they leave open is {@link SourceLimits#DEFAULTS}. */
    static SourceLimits of(Settings settings) {
        SourceLimits.Senders senders = SourceLimits.Senders.DEFAULTS;
        SourceLimits.Datagrams datagrams = SourceLimits.Datagrams.DEFAULTS;
        Settings.Udp udp = settings.udp();
        return new SourceLimits(
                new SourceLimits.Senders(settings.limits().senders(), senders.refusedMax(), senders.refusedForget()),
                streams(settings),
                new SourceLimits.Datagrams(
                        datagrams.datagramOctetsMax(),
                        datagrams.receiveBufferOctets(),
                        datagrams.datagramsPerTurnMax(),
                        datagrams.inFlightOctetsMax(),
                        udp == null ? 0 : udp.senderRate(),
                        datagrams.kernelDropsEvery()),
                SourceLimits.Files.DEFAULTS.inflating(settings.tail().inflatedSize()));
    }

    private static SourceLimits.Streams streams(Settings settings) {
        SourceLimits.Streams fixed = SourceLimits.Streams.DEFAULTS;
        Settings.Limits limits = settings.limits();
        Settings.Streams streams = settings.streams();
        return new SourceLimits.Streams(
                Descriptors.room(limits.connections()),
                limits.connectionsPerAddress(),
                limits.frameSize(),
                Math.toIntExact(streams.inFlight()),
                limits.inFlightPerAddress(),
                limits.inFlight(),
                limits.unfinished(),
                streams.senderRate(),
                streams.idleTimeout(),
                streams.frameTimeout(),
                streams.keepAlive(),
                fixed.sweepEvery(),
                fixed.retryEvery());
    }
}
