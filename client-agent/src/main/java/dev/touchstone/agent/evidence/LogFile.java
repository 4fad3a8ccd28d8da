package dev.touchstone.agent.evidence;

import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a log to its end: files under {@code /sys} claim size 0, and any file may be endless. */
final class LogFile {

    /** The most that is read of one log. */
    static final int MAX = 16 << 20;

    private LogFile() {}

    static Bytes read(String what, Path path) throws EvidenceException {
        return read(what, path, MAX);
    }

    /** What {@code in} holds, which is left open. */
    static Bytes read(String name, InputStream in, int max) throws EvidenceException, IOException {
        byte[] content = in.readNBytes(max);
        if (in.read() >= 0) {
            throw EvidenceException.lasting(name + " has more than " + max + " bytes");
        }
        return Bytes.of(content);
    }

    static Bytes read(String what, Path path, int max) throws EvidenceException {
        try (InputStream in = Files.newInputStream(path)) {
            return read("the " + what + " " + path, in, max);
        } catch (NoSuchFileException e) {
            throw EvidenceException.lasting("there is no " + what + " at " + path, e);
        } catch (AccessDeniedException e) {
            throw EvidenceException.lasting(
                    "no permission to read the " + what + " " + path + ": run as root, or as the unit file does", e);
        } catch (IOException e) {
            throw EvidenceException.lasting("cannot read the " + what + " " + path + ": " + e.getMessage(), e);
        }
    }
}
