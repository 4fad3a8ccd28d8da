package dev.touchstone.server.host;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.tpm.SoftwareTpm;
import dev.touchstone.tpm.TpmPublic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real TPM with an EK certificate, shared by the tests of this JVM: making one takes a second, and a test can enrol
 * it anew in a fraction of that. Its PCRs are those of a boot that the test chooses.
 */
public final class LabTpm {

    /** Where swtpm_setup leaves the RSA-2048 EK. */
    public static final String EK = "0x81010001";

    private static final Path ROOT = Path.of("target", "lab").toAbsolutePath();
    private static final Map<String, LabTpm> MADE = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final SoftwareTpm tpm;
    private final Bytes ekPublic;
    private final Bytes ekCertificate;
    private Bytes log = Bytes.EMPTY;
    private boolean pristine = true;

    /**
     * A key loaded from a file or a handle.
     *
     * @param context what tpm2-tools call it
     * @param publicArea TPM2B_PUBLIC
     */
    public record Key(String context, Bytes publicArea) {

        /** Its Name, in hex. */
        public String name() {
            return parse(publicArea).name().bytes().toHex();
        }
    }

    private LabTpm(String name) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(ROOT), name);
            tpm = SoftwareTpm.manufacture(folder, ca());
            // tpm2_createak cannot set noDA; without it a few power cuts lock the TPM's keys out.
            tpm.run("tpm2_dictionarylockout", "-Q", "--setup-parameters", "--max-tries=10000");
            tpm.run("tpm2_readpublic", "-Q", "-c", EK, "-o", "ek.pub");
            tpm.run("tpm2_nvread", "-Q", "0x1c00002", "-o", "ek.der");
            ekPublic = tpm.read("ek.pub");
            ekCertificate = tpm.read("ek.der");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The TPM of this name; made when first asked for. */
    public static LabTpm named(String name) {
        return MADE.computeIfAbsent(name, LabTpm::new);
    }

    private static Path ca() {
        return ROOT.resolve("ca-" + ProcessHandle.current().pid());
    }

    /** The CA that issued the EK certificates of these TPMs. */
    public static String caBundle() {
        try {
            return Files.readString(ca().resolve("swtpm-localca-rootca-cert.pem"))
                    + Files.readString(ca().resolve("issuercert.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The TPM itself. */
    public SoftwareTpm tpm() {
        return tpm;
    }

    /** TPM2B_PUBLIC of its EK. */
    public Bytes ekPublic() {
        return ekPublic;
    }

    /** Its EK certificate in DER. */
    public Bytes ekCertificate() {
        return ekCertificate;
    }

    /** How inventory names its EK. */
    public String ekSha256() {
        return parse(ekPublic).subjectPublicKeyInfoSha256().toHex();
    }

    static TpmPublic parse(Bytes publicArea) {
        try {
            return TpmPublic.parse(publicArea);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** Boots a machine that measures {@code machine}'s log. */
    public LabTpm boot(Machine machine) {
        return boot(machine.log());
    }

    /** Boots a machine that measures {@code built}. */
    public LabTpm boot(LogBuilder built) {
        return quietly(() -> {
            if (!pristine) {
                tpm.reset();
            }
            pristine = false;
            List<String> command = new ArrayList<>(List.of("tpm2_pcrextend", "-Q"));
            built.events().stream()
                    .filter(e -> e.type() != EventType.EV_NO_ACTION.code())
                    .forEach(e -> command.add(extension(e.pcr(), e.digests())));
            tpm.run(command.toArray(String[]::new));
            log = built.build();
            return this;
        });
    }

    private static String extension(int pcr, Map<HashAlgorithm, Bytes> digests) {
        List<String> banks = new ArrayList<>();
        digests.forEach((bank, digest) -> banks.add(bank.bank() + "=" + digest.toHex()));
        return pcr + ":" + String.join(",", banks);
    }

    /** Cuts the power; the next boot begins from there. */
    public LabTpm cutPower() {
        return quietly(() -> {
            tpm.powerCut();
            pristine = true;
            return this;
        });
    }

    /** Goes back to a snapshot; the next boot begins from there. */
    public LabTpm restore(Path snapshot) {
        return quietly(() -> {
            tpm.restore(snapshot);
            pristine = true;
            return this;
        });
    }

    /** Takes a snapshot into a new folder. */
    public Path snapshot() {
        return quietly(() -> {
            Path folder = Files.createTempDirectory(ROOT, "snapshot");
            tpm.snapshot(folder);
            return folder;
        });
    }

    /** The firmware log of the boot in its PCRs. */
    public Bytes log() {
        return log;
    }

    /** Extends one PCR by something no log tells of. */
    public void extendUnlogged(int pcr, String what) {
        quietly(() -> {
            Bytes data = Bytes.ofUtf8(what);
            return extend(
                    pcr,
                    Map.of(
                            HashAlgorithm.SHA1, HashAlgorithm.SHA1.hash(data),
                            HashAlgorithm.SHA256, HashAlgorithm.SHA256.hash(data)));
        });
    }

    /** Extends one PCR. */
    LabTpm extend(int pcr, Map<HashAlgorithm, Bytes> digests) {
        return quietly(() -> {
            tpm.extend(pcr, digests);
            return this;
        });
    }

    /** A new attestation key under the EK. */
    public Key newAk() {
        String name = "ak" + NUMBER.incrementAndGet();
        return made(
                name,
                "tpm2_createak",
                "-Q",
                "-C",
                EK,
                "-c",
                name + ".ctx",
                "-G",
                "ecc",
                "-s",
                "ecdsa",
                "-g",
                "sha256",
                "-u",
                name + ".pub");
    }

    /** A new key with the attributes of an attestation key, but in the owner hierarchy. */
    public Key newAkOfOwner() {
        String name = "own" + NUMBER.incrementAndGet();
        return made(
                name,
                "tpm2_createprimary",
                "-Q",
                "-C",
                "o",
                "-G",
                "ecc256:ecdsa-sha256:null",
                "-g",
                "sha256",
                "-a",
                "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|restricted|sign",
                "-c",
                name + ".ctx");
    }

    private Key made(String name, String... command) {
        return quietly(() -> {
            tpm.run(command);
            tpm.run("tpm2_readpublic", "-Q", "-c", name + ".ctx", "-o", name + ".pub");
            return new Key(name + ".ctx", tpm.read(name + ".pub"));
        });
    }

    /** Keeps a key across resets: a saved context dies with them. The key kept before is forgotten. */
    public Key persist(Key key) {
        return quietly(() -> {
            if (tpm.run("tpm2_getcap", "handles-persistent").contains("0x81018000")) {
                tpm.run("tpm2_evictcontrol", "-Q", "-C", "o", "-c", "0x81018000");
            }
            tpm.run("tpm2_evictcontrol", "-Q", "-C", "o", "-c", key.context(), "0x81018000");
            return new Key("0x81018000", key.publicArea());
        });
    }

    /** TPM2_ActivateCredential. */
    public Bytes activate(Key ak, Bytes blob, Bytes secret) {
        return quietly(() -> {
            tpm.write("cred", Bytes.concat(Bytes.ofHex("badcc0de00000001"), blob, secret));
            tpm.run("bash", "-ec", """
                    tpm2_startauthsession -Q --policy-session -S s.ctx
                    tpm2_policysecret -Q -S s.ctx -c e
                    tpm2_activatecredential -Q -c "$0" -C "$1" -i cred -o secret -P session:s.ctx
                    tpm2_flushcontext s.ctx""", ak.context(), EK);
            return tpm.read("secret");
        });
    }

    /** A quote as the TPM signs it: TPMS_ATTEST, TPMT_SIGNATURE. */
    public record Quoted(Bytes attest, Bytes signature) {}

    /** TPM2_Quote over a selection such as {@code sha256:0,1+sha1:0}. */
    public Quoted quote(Key ak, String selection, Bytes nonce) {
        return quietly(() -> {
            tpm.run(
                    "tpm2_quote",
                    "-Q",
                    "-c",
                    ak.context(),
                    "-l",
                    selection,
                    "-q",
                    nonce.toHex(),
                    "-m",
                    "attest",
                    "-s",
                    "sig",
                    "-g",
                    "sha256");
            return new Quoted(tpm.read("attest"), tpm.read("sig"));
        });
    }

    /** An attestation of the TPM's time, signed by the same key. */
    public Quoted time(Key ak, Bytes nonce) {
        return quietly(() -> {
            tpm.run(
                    "tpm2_gettime",
                    "-Q",
                    "-c",
                    ak.context(),
                    "-q",
                    nonce.toHex(),
                    "--attestation",
                    "attest",
                    "-o",
                    "sig",
                    "-g",
                    "sha256");
            return new Quoted(tpm.read("attest"), tpm.read("sig"));
        });
    }

    /** Something the TPM did not make, signed by a restricted key: it signs what does not claim to be the TPM's. */
    public Quoted foreign(Key ak, Bytes content) {
        return quietly(() -> {
            tpm.write("content", content);
            tpm.run("tpm2_hash", "-Q", "-C", "o", "-g", "sha256", "-o", "digest", "-t", "ticket", "content");
            tpm.run(
                    "tpm2_sign",
                    "-Q",
                    "-c",
                    ak.context(),
                    "-g",
                    "sha256",
                    "-s",
                    "ecdsa",
                    "-d",
                    "-t",
                    "ticket",
                    "-o",
                    "sig",
                    "digest");
            return new Quoted(content, tpm.read("sig"));
        });
    }

    /** The values of some PCRs of one bank. */
    public Map<String, String> pcrs(HashAlgorithm bank, List<Integer> pcrs) {
        return quietly(() -> {
            String list = String.join(",", pcrs.stream().map(String::valueOf).toList());
            tpm.run("tpm2_pcrread", "-Q", bank.bank() + ":" + list, "-o", "pcrs");
            Bytes read = tpm.read("pcrs");
            Map<String, String> values = new TreeMap<>();
            for (int i = 0; i < pcrs.size(); i++) {
                values.put(
                        pcrs.get(i).toString(),
                        read.slice(i * bank.size(), (i + 1) * bank.size()).toHex());
            }
            return values;
        });
    }

    /** Something done with the TPM. */
    @FunctionalInterface
    public interface Work<T> {
        T done() throws IOException;
    }

    /** Does something whose failure is the test's. */
    public static <T> T quietly(Work<T> work) {
        try {
            return work.done();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
