package dev.touchstone.server.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class PacketFuzzTest {

    private static final SharedSecret SECRET = new SharedSecret(Bytes.ofUtf8("testing123"));
    private static final Packet REQUEST =
            SECRET.sign(Packet.DISCONNECT_REQUEST, 1, List.of(Attribute.acctSession("s1")));

    static Stream<byte[]> packets() {
        Bytes request = REQUEST.toBytes();
        return Stream.of(
                        request,
                        Answers.plain(41, request, "testing123", List.of()),
                        Answers.marked(42, request, "testing123", List.of(Attribute.userName("host-1"))))
                .map(Bytes::toArray);
    }

    @MethodSource("packets")
    @FuzzTest(maxDuration = "30s")
    void a_datagram_is_a_packet_or_refused(byte[] data) {
        try {
            Packet packet = Packet.parse(Bytes.of(data));
            Bytes written = packet.toBytes();
            assertThat(written).isEqualTo(Bytes.of(data).slice(0, written.length()));
            assertThat(packet.errorCause()).isNotNull();
            assertThat(SECRET.answers(packet, REQUEST) && packet.identifier() != 1)
                    .isFalse();
        } catch (MalformedException _) {
            // The declared refusal.
        }
    }
}
