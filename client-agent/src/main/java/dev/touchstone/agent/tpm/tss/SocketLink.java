package dev.touchstone.agent.tpm.tss;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/** swtpm's raw socket: a response is as long as its own header says. */
final class SocketLink implements Link {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration RESPONSE = Duration.ofMinutes(2);
    private static final int HEADER = 10;

    private final Socket socket;
    private final DataInputStream in;

    private SocketLink(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static SocketLink open(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) RESPONSE.toMillis());
            socket.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
            return new SocketLink(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public byte[] transceive(byte[] command) throws IOException {
        socket.getOutputStream().write(command);
        byte[] header = new byte[HEADER];
        in.readFully(header);
        int size = ByteBuffer.wrap(header).getInt(2);
        if (size < HEADER || size > MAX_RESPONSE) {
            throw new IOException("a response claims " + size + " bytes");
        }
        byte[] response = new byte[size];
        System.arraycopy(header, 0, response, 0, HEADER);
        in.readFully(response, HEADER, size - HEADER);
        return response;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
