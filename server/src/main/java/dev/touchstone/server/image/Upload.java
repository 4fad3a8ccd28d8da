package dev.touchstone.server.image;

import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/**
 * A body that was received whole. Its file has no name any more: it goes when this is closed, or with the process.
 *
 * @param file what was received
 * @param sha256 of all of it
 * @param size its bytes
 * @param release gives its place in the spool back
 */
public record Upload(FileChannel file, Bytes sha256, long size, Runnable release) implements AutoCloseable {

    /** From the start; one reader at a time, not to be closed. */
    public InputStream content() throws IOException {
        return Channels.newInputStream(file.position(0));
    }

    @Override
    public void close() throws IOException {
        try (file) {
            release.run();
        }
    }
}
