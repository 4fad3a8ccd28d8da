package dev.touchstone.server.image.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read of a stream. */
class CountedStream extends FilterInputStream {

    private long count;

    CountedStream(InputStream in) {
        super(in);
    }

    /** Bytes read so far. */
    long count() {
        return count;
    }

    /** Told of {@code read} more bytes, after they were counted. */
    void counted(int read) throws IOException {}

    @Override
    public int read() throws IOException {
        int octet = in.read();
        add(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        add(Math.max(read, 0));
        return read;
    }

    /** Through the same count. */
    @Override
    public long skip(long bytes) throws IOException {
        return bytes <= 0 ? 0 : Math.max(read(new byte[(int) Math.min(bytes, 1 << 13)]), 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void add(int read) throws IOException {
        count += read;
        counted(read);
    }
}
