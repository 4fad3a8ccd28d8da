package dev.touchstone.log.ima;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A device-mapper table as the kernel measured it when it was loaded. A long table comes in several records, each with
 * the device and some of its targets.
 *
 * @param name of the device; 128 characters of ASCII at most
 * @param uuid of the device, empty if it has none; cryptsetup and systemd name dm-verity devices by it
 * @param targetNames the kind of every target in this record, such as {@code verity} or {@code linear}
 * @param verity its dm-verity targets
 * @see <a href="https://docs.kernel.org/admin-guide/device-mapper/dm-ima.html">dm-ima</a>
 */
public record DmTable(String name, String uuid, List<String> targetNames, List<Verity> verity) {

    /** The buffer's name in its record. */
    public static final String EVENT = "dm_table_load";

    /**
     * A dm-verity target: reads below it give what {@code rootDigest} stands for, or fail.
     *
     * @param algorithmName the hash of the tree, as the kernel names it
     * @param algorithm the same, where it is known here
     * @param rootDigest of the tree
     * @param dataDevice of the blocks, as {@code major:minor}
     */
    public record Verity(
            String algorithmName, Optional<HashAlgorithm> algorithm, Bytes rootDigest, String dataDevice) {}

    private static final int MAX_NAME = 128;
    private static final int MAX_DIGEST = 64;

    public DmTable {
        targetNames = List.copyOf(targetNames);
        verity = List.copyOf(verity);
    }

    /** The table a record holds; empty if it is a record of something else. */
    public static Optional<DmTable> of(ImaEntry.Buffer buffer) throws MalformedException {
        return buffer.name().equals(EVENT) ? Optional.of(parse(buffer.buffer())) : Optional.empty();
    }

    /**
     * Reads the event of a table's load: {@code dm_version=…;}, the device, and its targets, as rows of
     * {@code key=value}.
     *
     * @throws MalformedException if it is not such rows, or a text in it is too long or not printable ASCII
     */
    public static DmTable parse(Bytes event) throws MalformedException {
        DmRows rows = new DmRows(event);
        rows.next().text("dm_version");
        DmRows.Row device = rows.next();
        List<String> names = new ArrayList<>();
        List<Verity> verity = new ArrayList<>();
        while (!rows.atEnd()) {
            DmRows.Row target = rows.next();
            names.add(name(target, "target_name"));
            if (names.getLast().equals("verity")) {
                verity.add(verity(target));
            }
        }
        return new DmTable(name(device, "name"), name(device, "uuid"), names, verity);
    }

    private static Verity verity(DmRows.Row row) throws MalformedException {
        String name = name(row, "verity_algorithm");
        Optional<HashAlgorithm> algorithm = HashAlgorithm.ofBank(name);
        Bytes digest = hex(row, row.text("root_digest"));
        if (digest.isEmpty() || algorithm.map(a -> a.size() != digest.length()).orElse(false)) {
            throw row.malformed("no root digest has " + digest.length() + " bytes");
        }
        return new Verity(name, algorithm, digest, name(row, "data_device_name"));
    }

    private static String name(DmRows.Row row, String key) throws MalformedException {
        String name = row.text(key);
        if (name.length() > MAX_NAME) {
            throw row.malformed(key + " is longer than " + MAX_NAME);
        }
        return name;
    }

    private static Bytes hex(DmRows.Row row, String digits) throws MalformedException {
        boolean hex = digits.length() % 2 == 0
                && digits.length() <= 2 * MAX_DIGEST
                && digits.chars().allMatch(HexFormat::isHexDigit);
        if (!hex) {
            throw row.malformed("the root digest is not hex");
        }
        return Bytes.ofHex(digits);
    }
}
