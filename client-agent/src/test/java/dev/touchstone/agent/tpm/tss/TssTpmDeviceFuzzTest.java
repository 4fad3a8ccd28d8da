package dev.touchstone.agent.tpm.tss;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.agent.tpm.ClientKeyType;
import dev.touchstone.agent.tpm.EndorsementKeyType;
import dev.touchstone.agent.tpm.PcrSelection;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever a TPM answers is read, or the one declared failure")
class TssTpmDeviceFuzzTest {

    /** A command of the agent's. */
    private interface Command {
        Object run(TssTpmDevice tpm) throws TpmDeviceException;
    }

    private static final List<Command> COMMANDS = List.of(
            TssTpmDevice::info,
            TssTpmDevice::banks,
            tpm -> tpm.readPcrs(List.of(PcrSelection.of(HashAlgorithm.SHA256, List.of(0, 7)))),
            tpm -> tpm.endorsementKey(EndorsementKeyType.ECC),
            tpm -> tpm.createAttestationKey(EndorsementKeyType.RSA),
            tpm -> tpm.createClientKey(ClientKeyType.ECC));

    /** The command, then answers: each a length and as many bytes behind a header that is right. */
    @FuzzTest(maxDuration = "20s")
    void any_answers(byte[] input) {
        ByteBuffer rest = ByteBuffer.wrap(input);
        Command command = COMMANDS.get(rest.hasRemaining() ? (rest.get() & 0xff) % COMMANDS.size() : 0);
        try (TssTpmDevice tpm = new TssTpmDevice(new Answers(rest))) {
            assertThat(command.run(tpm)).isNotNull();
        } catch (TpmDeviceException e) {
            assertThat(e.getMessage()).startsWith("cannot ");
        }
    }

    private record Answers(ByteBuffer rest) implements Link {

        private static final int HEADER = 10;

        @Override
        public byte[] transceive(byte[] command) throws IOException {
            if (rest.remaining() < 2) {
                throw new IOException("connection reset");
            }
            int kind = rest.get();
            byte[] parameters = new byte[Math.min(rest.get() & 0xff, rest.remaining())];
            rest.get(parameters);
            return kind == -1 ? parameters : framed(kind, Bytes.of(parameters));
        }

        private static byte[] framed(int kind, Bytes parameters) {
            return ByteBuffer.allocate(HEADER + parameters.length())
                    .putShort((short) (kind < 0 ? 0x8002 : 0x8001))
                    .putInt(HEADER + parameters.length())
                    .putInt(kind % 4 == 3 ? 0x18b : 0)
                    .put(parameters.toArray())
                    .array();
        }

        @Override
        public void close() {}
    }
}
