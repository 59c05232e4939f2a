package io.authwatch;

import io.authwatch.config.Settings;
import io.authwatch.config.StartRefused;
import io.authwatch.pipeline.Batcher;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.Intake;
import io.authwatch.source.Admission;
import io.authwatch.source.Cidr;
import io.authwatch.source.Clocks;
import io.authwatch.source.Conversations;
import io.authwatch.source.Downstream;
import io.authwatch.source.InFlight;
import io.authwatch.source.JournalLimits;
import io.authwatch.source.JournalSettings;
import io.authwatch.source.JournalSource;
import io.authwatch.source.OriginFactory;
import io.authwatch.source.Resends;
import io.authwatch.source.SourceLimits;
import io.authwatch.source.TcpSource;
import io.authwatch.source.TlsDoor;
import io.authwatch.source.TlsSettings;
import io.authwatch.source.UdpSource;
import io.authwatch.source.UnusableCertificate;
import io.authwatch.source.Waker;
import io.authwatch.wire.Input;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The inputs that the settings ask for: opened last, closed first. */
final class Inputs {
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final Duration OPEN = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Settings settings;
    private final Downstream downstream;
    private final SourceLimits limits;
    private final Admission admission;
    private final InFlight inFlight;
    private final Resends resends;
    private final String software;
    private final List<TcpSource> streams = new ArrayList<>();
    private final List<UdpSource> datagrams = new ArrayList<>();
    private final FileInputs files;
    private final List<JournalSource> journals = new ArrayList<>();
    private final List<String> listening = new CopyOnWriteArrayList<>();
    private @Nullable TlsDoor door;
    private volatile boolean open;

    Inputs(
            Vertx vertx,
            Settings settings,
            Function<Input, Batcher> lanes,
            Intake intake,
            Happenings happenings,
            Resends resends,
            String version) {
        this.vertx = vertx;
        this.settings = settings;
        this.downstream = new Downstream(lanes, intake, happenings, Clocks.SYSTEM);
        this.limits = InputLimits.of(settings);
        this.files = new FileInputs(settings.tail(), downstream, limits);
        List<Cidr> allowed = settings.allowedSenders().stream().map(Cidr::parse).toList();
        this.inFlight = new InFlight(limits.streams().inFlightOctetsMax());
        this.resends = resends;
        this.software = "authwatch," + version;
        List<Cidr> proxies =
                settings.streams().proxies().stream().map(Cidr::parse).toList();
        this.admission = new Admission(allowed, proxies, limits, happenings, Clocks.SYSTEM);
    }

    /**
     * Opens all of them.
     *
     * @param positions where the files and the journal were read to
     * @throws StartRefused if one cannot be bound: one line that says what is in the way
     */
    void open(Map<String, FilePosition> positions) {
        Settings.Udp udp = settings.udp();
        if (udp != null) {
            InFlight own = new InFlight(limits.datagrams().inFlightOctetsMax());
            UdpSource source = new UdpSource(vertx, downstream, admission, own, limits);
            datagrams.add(source);
            listening.add("udp " + bound(source.start(settings.listenAddress(), udp.port()), "authwatch.udp.port"));
        }
        Settings.Tcp tcp = settings.tcp();
        if (tcp != null) {
            open(Input.TCP, Conversations.syslog(), OriginFactory.TCP, new NetServerOptions(), tcp.port());
        }
        openTls();
        Settings.Relp relp = settings.relp();
        if (relp != null) {
            TlsDoor secured = relp.tls() ? door : null;
            open(
                    Input.RELP,
                    Conversations.relp(software, resends),
                    secured == null ? OriginFactory.RELP : secured.relp(),
                    secured == null ? new NetServerOptions() : secured.options(),
                    relp.port());
        }
        listening.addAll(files.open(positions));
        Settings.Journal journal = settings.journal();
        if (journal != null) {
            open(journal, positions.get("journal"));
        }
        open = true;
    }

    private void openTls() {
        Settings.Tls tls = settings.tls();
        if (tls == null) {
            return;
        }
        TlsDoor opened = door(tls);
        opened.watch();
        door = opened;
        Integer port = tls.port();
        if (port != null) {
            open(Input.TLS, Conversations.syslog(), opened.syslog(), opened.options(), port);
        }
    }

    private TlsDoor door(Settings.Tls tls) {
        TlsSettings.ClientAuth clientAuth =
                TlsSettings.ClientAuth.valueOf(tls.clientAuth().name());
        TlsSettings files = new TlsSettings(tls.certificate(), tls.key(), clientAuth, tls.ca(), tls.permittedPeers());
        try {
            return TlsDoor.open(
                    vertx, files, downstream.happenings(), downstream.clocks().wall());
        } catch (UnusableCertificate unusable) {
            throw new StartRefused(List.of("authwatch.tls." + unusable.key() + " (AUTHWATCH_TLS_"
                    + unusable.key().toUpperCase(Locale.ROOT) + "): " + unusable.getMessage()
                    + "; expected a PEM file"));
        }
    }

    private void open(
            Input input, Conversations conversations, OriginFactory origins, NetServerOptions options, int port) {
        // One loop: a sender who comes again must meet what his last connection brought.
        TcpSource source = new TcpSource(
                vertx, input, options, 1, conversations, origins, downstream, admission, inFlight, limits);
        streams.add(source);
        int bound = bound(source.start(settings.listenAddress(), port), "authwatch." + input.label() + ".port");
        listening.add(input.label() + (options.isSsl() && input != Input.TLS ? " over tls " : " ") + bound);
    }

    private void open(Settings.Journal journal, @Nullable FilePosition position) {
        JournalSettings follow = new JournalSettings(
                JournalSettings.JOURNALCTL, LocalHost.name(), settings.facilities(), journal.units());
        JournalLimits bounds = JournalLimits.ofFrames(settings.limits().frameSize());
        JournalSource source = new JournalSource(follow, position, downstream, bounds, new Waker());
        journals.add(source);
        source.start();
        listening.add("journal");
    }

    private static int bound(Future<Integer> starting, String key) {
        try {
            return starting.toCompletionStage().toCompletableFuture().get(OPEN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new StartRefused(List.of(cause.getMessage() + " (" + key + ")"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartRefused(List.of("interrupted while opening " + key));
        }
    }

    /** Whether all of them are open, and none is being closed. */
    boolean isOpen() {
        return open;
    }

    /** What is open, such as {@code udp 5514}. */
    List<String> listening() {
        return List.copyOf(listening);
    }

    /** What should be open and is not; a start that cannot open an input does not go on, so: nothing. */
    List<String> notListening() {
        return List.of();
    }

    /** Closes all of them: streams are read to their end first, for a moment. */
    void close() {
        open = false;
        if (door != null) {
            door.close();
        }
        List<Future<Void>> closing = new ArrayList<>();
        streams.forEach(source -> closing.add(source.stop(DRAIN)));
        datagrams.forEach(source -> closing.add(source.stop()));
        files.close();
        journals.forEach(JournalSource::close);
        try {
            Future.join(closing)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(DRAIN.plusSeconds(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException late) {
            downstream.happenings().inputTroubled(Input.TCP, "shutdown", String.valueOf(late.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
