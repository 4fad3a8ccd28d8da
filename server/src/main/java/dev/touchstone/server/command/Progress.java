package dev.touchstone.server.command;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Locale;

/** Says on a terminal how far something large has come; says nothing where standard error is none. */
public final class Progress {

    private static final long EVERY = 200_000_000; // nanoseconds

    private final PrintWriter err;
    private final boolean terminal;
    private long last = System.nanoTime();

    /** @param err where to say it */
    public Progress(PrintWriter err) {
        this(err, Terminal.find().isPresent());
    }

    Progress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** Says {@code text} in place of what was said before, unless that was just now. */
    public void say(String text) {
        if (terminal && System.nanoTime() - last > EVERY) {
            last = System.nanoTime();
            err.print("\r\u001b[K" + Shown.line(text));
            err.flush();
        }
    }

    /** Takes back what was said. */
    public void done() {
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    /** {@code in}, of {@code length} bytes, telling how much of it was read. */
    public InputStream over(InputStream in, long length, String what) {
        return new Told(in, length, what);
    }

    private final class Told extends FilterInputStream {

        private final long length;
        private final String what;
        private long read;

        Told(InputStream in, long length, String what) {
            super(in);
            this.length = length;
            this.what = what;
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) throws IOException {
            int got = in.read(buffer, offset, wanted);
            read += Math.max(got, 0);
            say(String.format(
                    Locale.ROOT,
                    "%s: %d of %d MiB (%d %%)",
                    what,
                    read >> 20,
                    length >> 20,
                    100 * read / Math.max(length, 1)));
            return got;
        }
    }
}
