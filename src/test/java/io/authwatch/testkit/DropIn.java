package io.authwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A drop-in of {@code rsyslog/} as a person would install it: the file as it is shipped, with single settings edited.
 * An edit that does not find its one line fails, so that the tests always speak of the shipped file.
 *
 * @param name the file's name
 * @param text its content after the edits
 */
public record DropIn(String name, String text) {
    private static final Path FOLDER = Path.of("rsyslog");

    public static DropIn tcp() {
        return shipped("60-authwatch-tcp.conf");
    }

    public static DropIn udp() {
        return shipped("60-authwatch-udp.conf");
    }

    public static DropIn relp() {
        return shipped("60-authwatch-relp.conf");
    }

    public static DropIn tls() {
        return shipped("60-authwatch-tls.conf");
    }

    public static DropIn relpTls() {
        return shipped("60-authwatch-relp-tls.conf");
    }

    /** With the files of a machine in place of those below {@code /etc}; unchanged if it speaks no TLS. */
    public DropIn showing(FleetCertificates fleet, String client) {
        String ca = fleet.certificate("ca").toString();
        String certificate = fleet.certificate(client).toString();
        String key = fleet.key(client).toString();
        if (text.contains("StreamDriver.CAFile")) {
            return with("StreamDriver.CAFile", ca)
                    .with("StreamDriver.CertFile", certificate)
                    .with("StreamDriver.KeyFile", key);
        }
        return text.contains("tls.caCert")
                ? with("tls.caCert", ca).with("tls.myCert", certificate).with("tls.myPrivKey", key)
                : this;
    }

    /** A drop-in as it is shipped. */
    public static DropIn shipped(String name) {
        try {
            return new DropIn(name, Files.readString(FOLDER.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the one edit that the README asks for, and the port of a test. */
    public DropIn to(String target, int port) {
        return with("target", target).with("port", Integer.toString(port));
    }

    /** With another selector of what is forwarded, as the README says for more facilities. */
    public DropIn forwarding(String selector) {
        String shipped = "auth,authpriv.* action(";
        if (text.indexOf(shipped) < 0 || text.indexOf(shipped) != text.lastIndexOf(shipped)) {
            throw new IllegalArgumentException(name + " has not exactly one line that begins with " + shipped);
        }
        return new DropIn(name, text.replace(shipped, selector + " action("));
    }

    /** With another value of one setting. */
    public DropIn with(String setting, String value) {
        String pattern = "(?m)^( +" + setting.replace(".", "\\.") + "=)\"[^\"]*\"";
        if (text.lines()
                        .filter(line -> line.matches("^ +" + setting.replace(".", "\\.") + "=\".*"))
                        .count()
                != 1) {
            throw new IllegalArgumentException(name + " has not exactly one line that sets " + setting);
        }
        return new DropIn(name, text.replaceAll(pattern, "$1\"" + value + "\""));
    }

    /** Writes it into a folder. */
    public Path writeTo(Path folder) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
