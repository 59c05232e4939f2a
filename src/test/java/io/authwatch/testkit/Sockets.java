package io.authwatch.testkit;

import com.github.tomakehurst.wiremock.http.trafficlistener.WiremockNetworkTrafficListener;
import java.net.Socket;
import java.nio.ByteBuffer;

/** Counts connections. */
final class Sockets implements WiremockNetworkTrafficListener {
    private int opened;
    private int open;
    private int atOnce;

    @Override
    public synchronized void opened(Socket socket) {
        opened++;
        open++;
        atOnce = Math.max(atOnce, open);
    }

    @Override
    public void incoming(Socket socket, ByteBuffer octets) {
        // What arrived is recorded as a form.
    }

    @Override
    public void outgoing(Socket socket, ByteBuffer octets) {
        // What was answered is known.
    }

    @Override
    public synchronized void closed(Socket socket) {
        open--;
    }

    synchronized int opened() {
        return opened;
    }

    synchronized int atOnce() {
        return atOnce;
    }
}
