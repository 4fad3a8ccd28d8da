package dev.touchstone.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A credential sealed here")
class MakeCredentialIT {

    private static final Bytes SECRET = Bytes.filled(32, 0xc5);

    @TempDir
    static Path directory;

    private static SoftwareTpm tpm;

    @BeforeAll
    static void startTpm() throws IOException {
        tpm = SoftwareTpm.manufacture(directory.resolve("tpm"), directory.resolve("ca"));
        tpm.run("tpm2_createek", "-G", "ecc256", "-c", "0x81010002", "-u", "p256.pub");
        tpm.run("tpm2_createek", "-G", "rsa3072", "-c", "0x81010003", "-u", "rsa3072.pub");
        tpm.run("tpm2_readpublic", "-c", "0x81010001", "-o", "rsa2048.pub");
        tpm.run("tpm2_readpublic", "-c", "0x81010016", "-o", "p384.pub");
    }

    @AfterAll
    static void stopTpm() {
        tpm.close();
    }

    private static TpmPublic publicArea(String file) throws IOException, MalformedException {
        return TpmPublic.parse(tpm.read(file));
    }

    @ParameterizedTest
    @CsvSource({
        "rsa2048, 0x81010001, ecc256, ecdsa, sha256",
        "rsa3072, 0x81010003, rsa2048, rsassa, sha256",
        "p256, 0x81010002, rsa2048, rsapss, sha256",
        "p384, 0x81010016, ecc384, ecdsa, sha384",
        "p384, 0x81010016, ecc256, ecdsa, sha256"
    })
    @DisplayName("is opened by the TPM that holds its EK and its AK, for every template and hash of the AK's Name")
    void isOpened(String ek, String handle, String akKind, String scheme, String hash)
            throws IOException, MalformedException {
        TpmPublic ekPublic = publicArea(ek + ".pub");
        createAk(handle, akKind, scheme, hash);
        TpmName name = publicArea("ak.pub").name();
        assertThat(name).isEqualTo(TpmName.parse(tpm.read("ak.name")));

        for (int round = 0; round < 5; round++) {
            assertThat(activate(handle, MakeCredential.seal(ekPublic, name, SECRET, new SecureRandom())))
                    .isEqualTo(SECRET);
        }
        assertThat(EndorsementKeyTemplate.check(ekPublic)).isEmpty();
        assertThat(AttestationKeyPolicy.check(publicArea("ak.pub"))).isEmpty();
    }

    @Test
    @DisplayName("is not opened when it names another AK")
    void anotherNameIsRefused() throws IOException, MalformedException {
        createAk("0x81010002", "ecc256", "ecdsa", "sha256");
        TpmName other = new TpmName(HashAlgorithm.SHA256, Bytes.filled(32, 1));
        Credential credential = MakeCredential.seal(publicArea("p256.pub"), other, SECRET, new SecureRandom());

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> activate("0x81010002", credential))
                .withMessageContaining("integrity");
    }

    @ParameterizedTest
    @CsvSource({"rsa2048, 0x81010001, rsa", "p256, 0x81010002, ecc256", "p384, 0x81010016, ecc384"})
    @DisplayName("goes to a key whose SubjectPublicKeyInfo is the one OpenSSL's reading of the TPM gives")
    void subjectPublicKeyInfoIsTheTools(String ek, String handle) throws IOException, MalformedException {
        tpm.run("tpm2_readpublic", "-c", handle, "-f", "der", "-o", "ek.der");

        assertThat(publicArea(ek + ".pub").subjectPublicKeyInfo()).isEqualTo(tpm.read("ek.der"));
        assertThat(publicArea(ek + ".pub").subjectPublicKeyInfoSha256())
                .isEqualTo(HashAlgorithm.SHA256.hash(tpm.read("ek.der")));
    }

    private static void createAk(String ek, String kind, String scheme, String hash) throws IOException {
        tpm.run(
                "tpm2_createak",
                "-C",
                ek,
                "-c",
                "ak.ctx",
                "-G",
                kind,
                "-g",
                hash,
                "-s",
                scheme,
                "-u",
                "ak.pub",
                "-n",
                "ak.name");
    }

    /** The container of tpm2-tools: a magic, a version, and the two structures. */
    private static Bytes activate(String ek, Credential credential) throws IOException {
        tpm.write("credential", Bytes.concat(Bytes.ofHex("badcc0de00000001"), credential.blob(), credential.secret()));
        tpm.run("tpm2_startauthsession", "--policy-session", "-S", "session.ctx");
        try {
            tpm.run("tpm2_policysecret", "-S", "session.ctx", "-c", "e");
            tpm.run(
                    "tpm2_activatecredential",
                    "-c",
                    "ak.ctx",
                    "-C",
                    ek,
                    "-i",
                    "credential",
                    "-o",
                    "secret",
                    "-P",
                    highRange(ek) ? "" : "session:session.ctx");
            return tpm.read("secret");
        } finally {
            tpm.run("tpm2_flushcontext", "session.ctx");
        }
    }

    /** High-range templates carry PolicyOR, but userWithAuth too: their empty password opens them. */
    private static boolean highRange(String ek) {
        return ek.equals("0x81010016") || ek.equals("0x81010003");
    }
}
