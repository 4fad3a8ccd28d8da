package dev.touchstone.server.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketTest {

    private static final Packet PACKET = new Packet(
            Packet.COA_REQUEST,
            7,
            Bytes.filled(16, 0xab),
            List.of(Attribute.userName("host-1"), Attribute.acctSession("s1"), new Attribute(26, Bytes.EMPTY)));

    @Test
    void what_is_written_is_read() throws MalformedException {
        assertThat(Packet.parse(PACKET.toBytes())).isEqualTo(PACKET);
        assertThat(PACKET.toBytes().toHex())
                .isEqualTo("2b070022" + "ab".repeat(16) + "0108686f73742d31" + "2c047331" + "1a02");
    }

    @Test
    void a_packet_cut_anywhere_is_refused() {
        Bytes whole = PACKET.toBytes();
        for (int length = 0; length < whole.length(); length++) {
            Bytes cut = whole.slice(0, length);
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Packet.parse(cut));
        }
    }

    @Test
    void what_lies_beyond_the_stated_length_is_padding() throws MalformedException {
        assertThat(Packet.parse(Bytes.concat(PACKET.toBytes(), Bytes.ofUtf8("padding"))))
                .isEqualTo(PACKET);
    }

    @Test
    void a_length_that_no_packet_has_is_refused() {
        for (String length : List.of("0000", "0013", "1001", "ffff")) {
            Bytes packet = Bytes.ofHex("2907" + length + "00".repeat(0x10000));
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Packet.parse(packet));
        }
    }

    @Test
    void an_attribute_shorter_than_its_own_header_or_longer_than_the_packet_is_refused() {
        for (String attribute : List.of("0100", "0101", "0103", "01ff61", "01")) {
            int length = 20 + attribute.length() / 2;
            Bytes packet = Bytes.ofHex("2907%04x".formatted(length) + "00".repeat(16) + attribute);
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Packet.parse(packet));
        }
    }

    @Test
    void attributes_are_as_the_rfcs_number_them() {
        assertThat(Attribute.nas(InetAddress.ofLiteral("192.0.2.1")))
                .isEqualTo(new Attribute(4, Bytes.ofHex("c0000201")));
        assertThat(Attribute.nas(InetAddress.ofLiteral("2001:db8::1")).type()).isEqualTo(95);
        assertThat(Attribute.callingStation("02-00").type()).isEqualTo(31);
        assertThat(Attribute.eventTimestamp(Instant.ofEpochSecond(0xfedcba98L)))
                .isEqualTo(new Attribute(55, Bytes.ofHex("fedcba98")));
        assertThat(Attribute.tunnelTypeVlan()).isEqualTo(new Attribute(64, Bytes.ofHex("0000000d")));
        assertThat(Attribute.tunnelMediumType802()).isEqualTo(new Attribute(65, Bytes.ofHex("00000006")));
        assertThat(Attribute.tunnelGroup("999")).isEqualTo(new Attribute(81, Bytes.ofUtf8("999")));
    }

    @Test
    void what_does_not_fit_an_attribute_is_none() {
        assertThat(Attribute.userName("x".repeat(253)).value().length()).isEqualTo(253);
        assertThatIllegalArgumentException().isThrownBy(() -> Attribute.userName("x".repeat(254)));
    }

    @Test
    void an_error_cause_of_another_size_is_none() {
        assertThat(nak(Bytes.ofHex("000001f7")).errorCause()).contains(503);
        assertThat(nak(Bytes.ofHex("01f7")).errorCause()).isEmpty();
        assertThat(nak(Bytes.EMPTY).errorCause()).isEmpty();
    }

    private static Packet nak(Bytes cause) {
        return new Packet(42, 1, Bytes.filled(16, 0), List.of(new Attribute(Attribute.ERROR_CAUSE, cause)));
    }
}
