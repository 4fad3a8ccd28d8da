package dev.touchstone.agent.tpm.tss;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@code /dev/tpmrm0}: one write is one command, one read is its whole response (Linux, drivers/char/tpm). Not a
 * {@code FileChannel}, which an interrupt would close between the two.
 */
final class CharacterDeviceLink implements Link {

    private final RandomAccessFile file;

    private CharacterDeviceLink(RandomAccessFile file) {
        this.file = file;
    }

    static CharacterDeviceLink open(Path path) throws IOException {
        // Opening for writing would create what is missing, as a plain file.
        if (!Files.exists(path)) {
            throw new FileNotFoundException(path + " does not exist: no TPM 2.0, or its driver is not loaded");
        }
        if (Files.isRegularFile(path) || Files.isDirectory(path)) {
            throw new IOException(path + " is not a device");
        }
        return new CharacterDeviceLink(new RandomAccessFile(path.toFile(), "rw"));
    }

    @Override
    public byte[] transceive(byte[] command) throws IOException {
        file.write(command);
        byte[] response = new byte[MAX_RESPONSE];
        int length = file.read(response);
        if (length <= 0) {
            throw new IOException("the TPM gave no response");
        }
        return Arrays.copyOf(response, length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
