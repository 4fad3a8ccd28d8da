package dev.touchstone.server.radius.packet;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks a NAS to end a session or to change it, and waits for its word (RFC 5176 §2.3).
 *
 * <p>The socket is connected, so that only the NAS's own address is heard. What is malformed, signed with another
 * secret or of another request is ignored rather than taken for an answer: whoever sends it gains nothing. Each try
 * carries the time anew, is thus another packet with an identifier of its own, and the answer to any of them counts.
 */
public final class DynamicAuthorization {

    /** What to ask. */
    public enum Request {
        DISCONNECT(Packet.DISCONNECT_REQUEST),
        /** A Change-of-Authorization. */
        COA(Packet.COA_REQUEST);

        private final int code;

        Request(int code) {
            this.code = code;
        }
    }

    /** What came of it. */
    public sealed interface Outcome {

        /** An ACK: it is done. */
        record Acknowledged() implements Outcome {}

        /**
         * A NAK: it is not.
         *
         * @param cause why, if told (RFC 5176 §3.5)
         */
        record Refused(Optional<Integer> cause) implements Outcome {}

        /** No answer that could be believed. */
        record Silence() implements Outcome {}
    }

    private final Clock clock;
    private final List<Duration> waits;

    /** @param waits how long to wait for an answer to each try */
    public DynamicAuthorization(Clock clock, List<Duration> waits) {
        this.clock = clock;
        this.waits = List.copyOf(waits);
    }

    /** Asks until there is an answer, or all tries are used up. */
    public Outcome ask(InetSocketAddress nas, SharedSecret secret, Request what, List<Attribute> attributes) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(nas);
            Exchange exchange = new Exchange(socket, secret, what);
            for (Duration wait : waits) {
                exchange.send(attributes);
                Optional<Outcome> outcome = exchange.await(wait);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
            return new Outcome.Silence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Exchange {

        private final DatagramSocket socket;
        private final SharedSecret secret;
        private final Request what;
        private final List<Packet> sent = new ArrayList<>();
        private int identifier = ThreadLocalRandom.current().nextInt(0x100);

        Exchange(DatagramSocket socket, SharedSecret secret, Request what) {
            this.socket = socket;
            this.secret = secret;
            this.what = what;
        }

        void send(List<Attribute> attributes) throws IOException {
            identifier = (identifier + 1) & 0xff;
            List<Attribute> dated = new ArrayList<>(attributes);
            dated.add(Attribute.eventTimestamp(clock.instant()));
            Packet request = secret.sign(what.code, identifier, dated);
            sent.add(request);
            byte[] datagram = request.toBytes().toArray();
            try {
                socket.send(new DatagramPacket(datagram, datagram.length));
            } catch (PortUnreachableException _) {
                // Told of the try before this one; nobody may listen yet.
            }
        }

        Optional<Outcome> await(Duration wait) throws IOException {
            long deadline = System.nanoTime() + wait.toNanos();
            for (long left = wait.toMillis(); left > 0; left = millisUntil(deadline)) {
                Optional<Outcome> outcome = receive((int) left).flatMap(this::outcome);
                if (outcome.isPresent()) {
                    return outcome;
                }
            }
            return Optional.empty();
        }

        private Optional<Bytes> receive(int millis) throws IOException {
            // One byte more than a packet may have: what is longer is seen to be.
            DatagramPacket packet = new DatagramPacket(new byte[Packet.MAX_LENGTH + 1], Packet.MAX_LENGTH + 1);
            socket.setSoTimeout(millis);
            try {
                socket.receive(packet);
                return Optional.of(Bytes.of(packet.getData()).slice(0, packet.getLength()));
            } catch (SocketTimeoutException | PortUnreachableException _) {
                return Optional.empty();
            }
        }

        private Optional<Outcome> outcome(Bytes datagram) {
            try {
                Packet answer = Packet.parse(datagram);
                return sent.stream().anyMatch(request -> secret.answers(answer, request))
                        ? meaning(answer)
                        : Optional.empty();
            } catch (MalformedException _) {
                return Optional.empty();
            }
        }

        private Optional<Outcome> meaning(Packet answer) {
            if (answer.acknowledges(what.code)) {
                return Optional.of(new Outcome.Acknowledged());
            }
            return answer.refuses(what.code) ? Optional.of(new Outcome.Refused(answer.errorCause())) : Optional.empty();
        }
    }

    private static long millisUntil(long deadline) {
        return (deadline - System.nanoTime()) / 1_000_000;
    }
}
