package dev.touchstone;

import dev.touchstone.bytes.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every firmware log there is to test on, real ones and a few made, well formed or not. */
public final class FirmwareLogs {

    /** Folders of {@code shared/vectors} and how the names of the logs in them end. */
    private static final List<Folder> FOLDERS = List.of(
            new Folder("linux/uefi", ".bin"),
            new Folder("linux/ccel", ".bin"),
            new Folder("linux/ccel", "_grub"),
            new Folder("linux/ccel", "_ovmf"),
            new Folder("linux/ccel", "_alibabacloud"),
            new Folder("linux/synthetic", "_measurements"),
            new Folder("go-eventlog/testdata", ".bin"),
            new Folder("go-eventlog/testdata", "_eventlog"),
            new Folder("go-attestation/attest/testdata", "_eventlog"),
            new Folder("HIRS/HIRS_Utils/src/test/resources/tcgeventlog", ".bin"),
            new Folder("HIRS/tools", ".bin"),
            new Folder("HIRS/ci/system-tests", ".rimel"),
            new Folder("HIRS/ci/system-tests", "_measurements"),
            new Folder("keylime/test/data/create-mb-policy", "_measurements"),
            new Folder("keylime/test/data/create-mb-policy", "-secureboot"),
            new Folder("keylime/test/data/create-mb-policy", "-bogus"),
            new Folder("keylime/test/data/create-mb-policy", "-empty"),
            new Folder("lab-systemd262", "firmware.log"),
            new Folder("lab-shim-grub-secureboot", "firmware.log"));

    private static final List<String> DUMPS = List.of(
            "go-attestation/attest/testdata/windows_gcp_shielded_vm.json",
            "go-eventlog/testdata/legacydata/linux_tpm12.json",
            "go-eventlog/testdata/legacydata/windows_gcp_shielded_vm.json");

    private static final String BASE64 = "keylime/test/data/mb_log.b64";

    private record Folder(String path, String ending) {}

    /**
     * A log.
     *
     * @param name its path below {@code shared/vectors}, or below {@code deploy/lab}
     */
    public record Sample(String name, Bytes log) {
        @Override
        public String toString() {
            return name;
        }
    }

    private FirmwareLogs() {}

    /** Each by its own name; many are there twice. */
    public static List<Sample> all() {
        List<Sample> samples = new ArrayList<>();
        for (Folder folder : FOLDERS) {
            Vectors.files(Vectors.shared(folder.path), folder.ending).forEach(f -> samples.add(read(f)));
        }
        for (String dump : DUMPS) {
            String raw = Vectors.json(Vectors.shared(dump)).at("/Log/Raw").asString();
            samples.add(new Sample(dump, Bytes.of(Base64.getDecoder().decode(raw))));
        }
        String text = Vectors.bytes(Vectors.shared(BASE64)).toUtf8();
        samples.add(new Sample(BASE64, Bytes.of(Base64.getMimeDecoder().decode(text))));
        Boots.ALL.forEach(
                boot -> samples.add(new Sample("boots/" + boot, Vectors.bytes(Vectors.boot(boot + "/firmware.log")))));
        return List.copyOf(samples);
    }

    private static Sample read(Path file) {
        return new Sample(Vectors.shared("").relativize(file).toString(), Vectors.bytes(file));
    }

    /** Each content once. */
    public static Stream<Sample> distinct() {
        Set<Bytes> seen = new HashSet<>();
        return all().stream().filter(s -> seen.add(s.log));
    }

    /** One by its name. */
    public static Bytes named(String name) {
        return all().stream()
                .filter(s -> s.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name))
                .log;
    }
}
