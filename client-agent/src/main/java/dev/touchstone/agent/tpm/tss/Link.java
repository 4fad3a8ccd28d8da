package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.TpmAddress;
import java.io.IOException;

/** Carries one command to a TPM and its response back. */
interface Link extends AutoCloseable {

    /** Longest response accepted; TPMs say 4,096 or less (TPM_PT_MAX_RESPONSE_SIZE). */
    int MAX_RESPONSE = 16_384;

    byte[] transceive(byte[] command) throws IOException;

    @Override
    void close() throws IOException;

    static Link open(TpmAddress address) throws IOException {
        return switch (address) {
            case TpmAddress.CharacterDevice device -> CharacterDeviceLink.open(device.path());
            case TpmAddress.SwtpmSocket socket -> SocketLink.open(socket.host(), socket.port());
        };
    }
}
