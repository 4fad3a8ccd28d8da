package dev.touchstone.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1. A free one may be taken before its user comes to it, so a choice may have to be made again. */
final class LoopbackPort {

    /** Where the next port to try comes from. */
    interface Choice {
        int next() throws IOException;
    }

    private LoopbackPort() {}

    static int choose() throws IOException {
        try (ServerSocket socket = listen(0)) {
            return socket.getLocalPort();
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = listen(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
    }
}
