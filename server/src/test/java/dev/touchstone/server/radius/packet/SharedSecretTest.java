package dev.touchstone.server.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedSecretTest {

    private static final String TEXT = "a secret of a switch";
    private final SharedSecret secret = new SharedSecret(Bytes.ofUtf8(TEXT));
    private final Packet request =
            secret.sign(Packet.DISCONNECT_REQUEST, 9, List.of(Attribute.acctSession("s1"), Attribute.userName("h")));

    private boolean believed(Bytes answer) throws MalformedException {
        return secret.answers(Packet.parse(answer), request);
    }

    @Test
    void an_answer_by_who_knows_the_secret_is_believed_with_and_without_message_authenticator() throws Exception {
        assertThat(believed(Answers.plain(41, request.toBytes(), TEXT, List.of())))
                .isTrue();
        assertThat(believed(Answers.marked(41, request.toBytes(), TEXT, List.of(Attribute.userName("h")))))
                .isTrue();
    }

    @Test
    void an_answer_by_another_secret_is_not() throws Exception {
        assertThat(believed(Answers.plain(41, request.toBytes(), TEXT + "x", List.of())))
                .isFalse();
        assertThat(believed(Answers.marked(41, request.toBytes(), "other", List.of())))
                .isFalse();
    }

    @Test
    void no_bit_of_an_answer_can_be_turned() throws Exception {
        Bytes answer = Answers.marked(42, request.toBytes(), TEXT, List.of(Attribute.userName("h")));
        assertThat(believed(answer)).isTrue();
        for (int bit = 0; bit < answer.length() * 8; bit++) {
            byte[] turned = answer.toArray();
            turned[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(believed(Bytes.of(turned))).as("bit " + bit).isFalse();
            } catch (MalformedException _) {
                // not even a packet
            }
        }
    }

    @Test
    void an_answer_to_another_request_is_not_believed() throws Exception {
        Packet other = secret.sign(Packet.DISCONNECT_REQUEST, 9, List.of(Attribute.acctSession("s2")));
        assertThat(believed(Answers.plain(41, other.toBytes(), TEXT, List.of())))
                .isFalse();
        byte[] renumbered =
                Answers.plain(41, request.toBytes(), TEXT, List.of()).toArray();
        renumbered[1]++;
        assertThat(believed(Bytes.of(renumbered))).isFalse();
    }

    @Test
    void a_second_message_authenticator_makes_an_answer_worthless() throws Exception {
        Bytes answer = Answers.marked(
                41,
                request.toBytes(),
                TEXT,
                List.of(new Attribute(Attribute.MESSAGE_AUTHENTICATOR, Bytes.filled(16, 0))));
        assertThat(believed(answer)).isFalse();
    }

    @Test
    void the_request_itself_is_no_answer_to_it() throws Exception {
        assertThat(believed(request.toBytes())).isFalse();
    }

    @Test
    void it_does_not_show_itself() {
        assertThat(secret.toString()).doesNotContain(TEXT);
    }
}
