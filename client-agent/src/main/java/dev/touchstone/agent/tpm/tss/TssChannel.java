package dev.touchstone.agent.tpm.tss;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The device TSS.Java talks to. It keeps each response as it came and judges the response code itself: TSS.Java masks
 * the code, so that it takes a resource manager's refusal (0x80280400) for success, and prints errors to stdout.
 */
final class TssChannel extends tss.TpmDevice {

    private static final int TAG_NO_SESSIONS = 0x8001;
    private static final int TAG_SESSIONS = 0x8002;
    private static final int ATTEMPTS = 9;
    private static final long FIRST_PAUSE_MILLIS = 20;

    private final Link link;
    private Bytes response = Bytes.EMPTY;

    TssChannel(Link link) {
        this.link = link;
    }

    @Override
    public boolean connect() {
        return true;
    }

    @Override
    public void close() {
        try {
            link.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command, and again with growing pauses (5 s in all) while the TPM asks for that. */
    @Override
    public void dispatchCommand(byte[] command) {
        response = Bytes.EMPTY;
        long pause = FIRST_PAUSE_MILLIS;
        for (int attempt = 1; ; attempt++, pause *= 2) {
            Bytes answer = exchange(command);
            int code = responseCode(answer);
            if (code == 0) {
                response = answer;
                checkLists(Bytes.of(command));
                return;
            }
            if (!CommandRefused.again(code) || attempt == ATTEMPTS) {
                throw new CommandRefused(code);
            }
            pause(pause);
        }
    }

    @Override
    public byte[] getResponse() {
        return response.toArray();
    }

    @Override
    public boolean responseReady() {
        return !response.isEmpty();
    }

    /**
     * The parameters of the last response, behind its header and handle, before its sessions (Part 1, §18).
     *
     * @param handles how many handles this command's response has
     */
    ByteReader parameters(int handles) throws MalformedException {
        ByteReader reader = response.reader();
        int tag = reader.u16("tag");
        reader.bytes(8, "size and code");
        reader.bytes(4L * handles, "handles");
        return tag == TAG_SESSIONS ? reader.sub(reader.u32("parameterSize"), "parameters") : reader;
    }

    private Bytes exchange(byte[] command) {
        try {
            return Bytes.of(link.transceive(command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkLists(Bytes command) {
        try {
            if (Lists.comeWith(command)) {
                Lists.check(command, parameters(Lists.handles(command)));
            }
        } catch (MalformedException e) {
            response = Bytes.EMPTY;
            throw garbled(e);
        }
    }

    private static UncheckedIOException garbled(MalformedException e) {
        return new UncheckedIOException(new IOException("a response is garbled: " + e.getMessage(), e));
    }

    private static int responseCode(Bytes answer) {
        try {
            ByteReader reader = answer.reader();
            int tag = reader.u16("tag");
            long size = reader.u32("responseSize");
            int code = (int) reader.u32("responseCode");
            if (size != answer.length() || (code == 0 && tag != TAG_SESSIONS && tag != TAG_NO_SESSIONS)) {
                throw reader.malformed("tag " + tag + ", size " + size + " of " + answer.length());
            }
            return code;
        } catch (MalformedException e) {
            throw garbled(e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while the TPM was busy", e));
        }
    }
}
