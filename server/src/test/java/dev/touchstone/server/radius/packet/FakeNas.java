package dev.touchstone.server.radius.packet;

import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A NAS with a loopback address of its own that answers as a test wants it to, and keeps what it was asked. */
public final class FakeNas implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final DatagramSocket socket;
    private final InetSocketAddress address;
    private final Answering answering;
    private final Queue<Bytes> asked = new ConcurrentLinkedQueue<>();

    /** What it sends back to a request, one datagram each. */
    @FunctionalInterface
    public interface Answering {
        List<Bytes> to(Bytes request, SocketAddress from) throws IOException;
    }

    public FakeNas(Answering answering) throws SocketException {
        this.socket = new DatagramSocket(new InetSocketAddress("127.7.0." + NUMBER.incrementAndGet(), 0));
        this.address = (InetSocketAddress) socket.getLocalSocketAddress();
        this.answering = answering;
        Thread.ofVirtual().start(this::serve);
    }

    /** A NAS that does whatever who knows the secret asks. */
    public static FakeNas obedient(String secret) throws SocketException {
        return new FakeNas((request, _) -> List.of(Answers.plain(request.at(0) + 1, request, secret, List.of())));
    }

    /** A NAS that refuses, for this cause (RFC 5176 §3.5). */
    public static FakeNas refusing(String secret, int cause) throws SocketException {
        Attribute told =
                new Attribute(Attribute.ERROR_CAUSE, Bytes.of((byte) 0, (byte) 0, (byte) (cause >> 8), (byte) cause));
        return new FakeNas((request, _) -> List.of(Answers.plain(request.at(0) + 2, request, secret, List.of(told))));
    }

    /** A NAS that ends sessions and cannot move them: Unsupported Service (RFC 5176 §3.5). */
    public static FakeNas unmoving(String secret) throws SocketException {
        Attribute told = new Attribute(Attribute.ERROR_CAUSE, Bytes.ofHex("00000195"));
        return new FakeNas((request, _) -> List.of(
                request.at(0) == Packet.COA_REQUEST
                        ? Answers.plain(45, request, secret, List.of(told))
                        : Answers.plain(41, request, secret, List.of())));
    }

    /** A NAS that says nothing. */
    public static FakeNas mute() throws SocketException {
        return new FakeNas((_, _) -> List.of());
    }

    private void serve() {
        byte[] buffer = new byte[Packet.MAX_LENGTH];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Bytes request = Bytes.of(buffer).slice(0, packet.getLength());
                asked.add(request);
                for (Bytes answer : answering.to(request, packet.getSocketAddress())) {
                    socket.send(new DatagramPacket(answer.toArray(), answer.length(), packet.getSocketAddress()));
                }
            }
        } catch (SocketException _) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return address.getPort();
    }

    public InetSocketAddress address() {
        return address;
    }

    /** What it was asked, in order. */
    public List<Bytes> asked() {
        return List.copyOf(asked);
    }

    /** Whether something it was asked has this value in it. */
    public boolean wasAskedWith(String value) {
        String hex = Bytes.ofUtf8(value).toHex();
        return asked.stream().anyMatch(request -> request.toHex().contains(hex));
    }

    /** The codes of what it was asked, in order. */
    public List<Integer> codes() {
        return asked.stream().map(request -> request.at(0)).toList();
    }

    @Override
    public void close() {
        socket.close();
    }
}
