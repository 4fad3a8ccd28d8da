package dev.touchstone.pcrlock;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.reference.Component;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A folder that systemd-pcrlock(8) reads: {@code NNN-name.pcrlock} for a component of one variant,
 * {@code NNN-name.pcrlock.d/variant.pcrlock} for each of several. Paths are relative, with {@code /}.
 */
public final class PcrlockDirectory {

    /** Files a folder may have. */
    public static final int MAX_FILES = 4096;

    /** Bytes of one file. */
    public static final int MAX_FILE = 1 << 21;

    /** Bytes of all files. */
    public static final int MAX_TOTAL = 1 << 25;

    private PcrlockDirectory() {}

    /**
     * What is written.
     *
     * @param files by path, in order
     * @param omitted what no such file can say, a sentence each: rules, exclusions, bare values
     */
    public record Export(SequencedMap<String, Bytes> files, List<String> omitted) {}

    /**
     * Reads a folder. Files of other names are passed over, as systemd does; everything else that is not exactly such a
     * file is refused, with its path.
     *
     * <p>Components come in systemd's order, by the bytes of their names. Where several share a number
     * ({@code 250-firmware-code-early}, {@code 250-firmware-config-early}), those after the first get the next numbers
     * that are free, so that the order stays.
     */
    public static List<Component> read(Map<String, Bytes> files) throws MalformedException {
        return FolderReader.read(files);
    }

    /**
     * Writes components. What {@link #read} makes of it is equal, as far as nothing is omitted and names can be file
     * names: what {@code .pcrlock} has no word for (labels, texts, PCRs in which a variant allows nothing) stands in
     * members systemd ignores.
     *
     * @throws IllegalArgumentException if two components share a number
     */
    public static Export write(List<Component> components) {
        return new FolderWriter().write(components);
    }
}
