package dev.touchstone.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.tpm.AttestationKey;
import dev.touchstone.tpm.KeyDefect;
import dev.touchstone.tpm.SoftwareTpm;
import dev.touchstone.tpm.TpmName;
import dev.touchstone.tpm.TpmPublic;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A key certified by a software TPM")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificationIT {

    private static final String EK = "0x81010001";
    private static final String AK = "0x81010010";
    private static final String PARENT = "0x81000001";
    private static final Bytes NONCE = Bytes.filled(32, 0x77);
    private static final String CLIENT = "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|sign|noda";

    private SoftwareTpm tpm;
    private TpmName ek;
    private AttestationKey ak;

    @BeforeAll
    void startTpm(@TempDir Path directory) throws IOException, MalformedException {
        tpm = SoftwareTpm.start(directory.resolve("tpm"));
        tpm.run("tpm2_createek", "-G", "ecc", "-c", EK, "-u", "ek.pub");
        tpm.run("tpm2_createak", "-C", EK, "-c", "ak.ctx", "-G", "ecc", "-g", "sha256", "-s", "ecdsa", "-u", "ak.pub");
        tpm.run("tpm2_evictcontrol", "-c", "ak.ctx", AK);
        tpm.run("tpm2_createprimary", "-C", "o", "-G", "ecc", "-c", "primary.ctx");
        tpm.run("tpm2_evictcontrol", "-c", "primary.ctx", PARENT);
        ek = TpmPublic.parse(tpm.read("ek.pub")).name();
        ak = AttestationKey.of(TpmPublic.parse(tpm.read("ak.pub")));
    }

    @AfterAll
    void stopTpm() {
        tpm.close();
    }

    private CertificationOutcome certified(String context) throws IOException, MalformedException {
        tpm.run("tpm2_readpublic", "-c", context, "-o", "key.pub");
        SoftwareTpm.Certified certified = tpm.certify(context, AK, NONCE);
        Certification sent =
                new Certification(TpmPublic.parse(tpm.read("key.pub")), certified.attest(), certified.signature());
        return CertificationVerifier.verify(sent, ak, ek, NONCE);
    }

    @ParameterizedTest
    @CsvSource({"ecc", "ecc384", "rsa2048"})
    @DisplayName("for connections is trusted to lie there")
    void certifies(String kind) throws Exception {
        tpm.run("tpm2_create", "-C", PARENT, "-G", kind, "-a", CLIENT, "-c", "key.ctx", "-u", "u", "-r", "r");

        assertThat(certified("key.ctx")).isInstanceOf(CertificationOutcome.Certified.class);
    }

    @Test
    @DisplayName("that was imported is refused: fixedTPM is clear, and the TPM says so")
    void imported() throws Exception {
        tpm.run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "outside.pem");
        tpm.run("tpm2_import", "-C", PARENT, "-G", "ecc", "-i", "outside.pem", "-u", "u", "-r", "r");
        tpm.run("tpm2_load", "-C", PARENT, "-u", "u", "-r", "r", "-c", "imported.ctx");

        assertThat(certified("imported.ctx")).isInstanceOfSatisfying(CertificationOutcome.Refused.class, refused -> {
            assertThat(refused.authentic()).isTrue();
            assertThat(refused.defects().stream().map(KeyDefect::code))
                    .contains("client-key-not-fixed-tpm", "client-key-not-fixed-parent", "client-key-not-made-in-tpm");
        });
    }
}
