package dev.touchstone.server.image.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The next bytes of a stream, of a number known beforehand; a stream that ends sooner is cut. */
final class Part extends InputStream {

    static final Part NONE = new Part(InputStream.nullInputStream(), 0);

    private final InputStream in;
    private long left;

    Part(InputStream in, long length) {
        this.in = in;
        this.left = length;
    }

    void skipRest() throws IOException {
        transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0 || length == 0) {
            return left == 0 ? -1 : 0;
        }
        int read = in.read(buffer, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the archive is cut");
        }
        left -= read;
        return read;
    }
}
