package dev.touchstone.agent.tpm.tss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.agent.tpm.AttestationKey;
import dev.touchstone.agent.tpm.EndorsementKey;
import dev.touchstone.agent.tpm.EndorsementKeyType;
import dev.touchstone.agent.tpm.KeyBlobs;
import dev.touchstone.agent.tpm.PcrSelection;
import dev.touchstone.agent.tpm.PcrValues;
import dev.touchstone.agent.tpm.SignedQuote;
import dev.touchstone.agent.tpm.Swtpm;
import dev.touchstone.agent.tpm.TpmDevice;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A TPM reached through TSS.Java")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TssTpmDeviceIT {

    private static final Bytes NONCE = Bytes.filled(32, 0x5a);
    private static final List<PcrSelection> TWO_BANKS = List.of(
            PcrSelection.of(HashAlgorithm.SHA1, List.of(0, 7)),
            PcrSelection.of(HashAlgorithm.SHA256, IntStream.range(0, 24).boxed().toList()));

    private Swtpm tpm;

    @BeforeAll
    void makeTpm(@TempDir Path directory) throws Exception {
        tpm = Swtpm.start(directory);
        tpm.run("tpm2_pcrextend", "7:sha256=" + "ab".repeat(32) + ",sha1=" + "cd".repeat(20));
    }

    @AfterAll
    void stopTpm() throws Exception {
        tpm.close();
    }

    @AfterEach
    void nothing_of_ours_stays_in_the_tpm() throws Exception {
        assertThat(tpm.run("tpm2_getcap", "handles-transient")).isEmpty();
        assertThat(tpm.run("tpm2_getcap", "handles-loaded-session")).isEmpty();
    }

    private TpmDevice open() throws TpmDeviceException {
        return TssTpmDevice.open(tpm.address());
    }

    @Test
    void says_who_made_it_and_which_banks_it_has() throws Exception {
        try (TpmDevice device = open()) {
            assertThat(device.info().manufacturer()).isEqualTo("IBM");
            assertThat(device.info().vendor()).startsWith("SW");
            assertThat(device.banks()).containsExactly(HashAlgorithm.SHA1, HashAlgorithm.SHA256, HashAlgorithm.SHA384);
        }
    }

    @Test
    void the_endorsement_key_is_the_one_its_certificate_names() throws Exception {
        try (TpmDevice device = open()) {
            EndorsementKey key = device.endorsementKey(EndorsementKeyType.RSA);
            assertThat(key.certificates()).hasSize(1);
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(
                            key.certificates().getFirst().toArray()));
            assertThat(certificate.getEncoded())
                    .as("nothing but the certificate")
                    .hasSize(key.certificates().getFirst().length());
            byte[] modulus =
                    ((RSAPublicKey) certificate.getPublicKey()).getModulus().toByteArray();
            Bytes area = key.publicArea();
            assertThat(area.slice(area.length() - 256, area.length()).toArray())
                    .isEqualTo(Arrays.copyOfRange(modulus, modulus.length - 256, modulus.length));
        }
    }

    @Test
    @DisplayName("an EK that is not kept in the TPM is made from the template, the same each time")
    void made_from_the_template() throws Exception {
        EndorsementKey kept;
        try (TpmDevice device = open()) {
            kept = device.endorsementKey(EndorsementKeyType.RSA);
        }
        tpm.run("tpm2_evictcontrol", "-C", "o", "-c", "0x81010001");
        try (TpmDevice device = open()) {
            assertThat(device.endorsementKey(EndorsementKeyType.RSA)).isEqualTo(kept);
        } finally {
            tpm.run("tpm2_createek", "-c", "0x81010001", "-G", "rsa", "-u", "ek.pub");
        }
        assertThat(Bytes.of(Files.readAllBytes(tpm.directory().resolve("ek.pub"))))
                .as("tpm2-tools make the same key")
                .isEqualTo(kept.publicArea());
    }

    @Test
    void another_key_at_the_endorsement_handle_is_not_taken_for_the_endorsement_key() throws Exception {
        EndorsementKey kept;
        try (TpmDevice device = open()) {
            kept = device.endorsementKey(EndorsementKeyType.RSA);
        }
        tpm.run("tpm2_evictcontrol", "-C", "o", "-c", "0x81010001");
        tpm.run("tpm2_createprimary", "-C", "e", "-G", "rsa2048", "-c", "other.ctx");
        tpm.run("tpm2_evictcontrol", "-C", "o", "-c", "other.ctx", "0x81010001");
        tpm.run("tpm2_flushcontext", "-t");
        try (TpmDevice device = open()) {
            assertThat(device.endorsementKey(EndorsementKeyType.RSA)).isEqualTo(kept);
        } finally {
            tpm.run("tpm2_evictcontrol", "-C", "o", "-c", "0x81010001");
            tpm.run("tpm2_createek", "-c", "0x81010001", "-G", "rsa", "-u", "ek.pub");
        }
    }

    @Test
    @DisplayName("the EK chain is read from NV 0x01C00100 on, and padding does not reach the server")
    void chain_from_nv() throws Exception {
        Bytes first = certificate(700, 1);
        Bytes second = certificate(1_500, 2);
        write("0x01c00100", Bytes.concat(first, second.slice(0, 600)), 0);
        write("0x01c00101", second.slice(600, second.length()), 40);
        try (TpmDevice device = open()) {
            List<Bytes> certificates =
                    device.endorsementKey(EndorsementKeyType.RSA).certificates();
            assertThat(certificates).hasSize(3);
            assertThat(certificates.subList(1, 3)).containsExactly(first, second);
        } finally {
            tpm.run("tpm2_nvundefine", "-C", "p", "0x01c00100");
            tpm.run("tpm2_nvundefine", "-C", "p", "0x01c00101");
        }
    }

    private void write(String index, Bytes content, int padding) throws Exception {
        Path file = tpm.directory().resolve("nv.bin");
        Files.write(file, Bytes.concat(content, Bytes.filled(padding, 0xff)).toArray());
        String size = Integer.toString(content.length() + padding);
        tpm.run(
                "tpm2_nvdefine",
                "-C",
                "p",
                "-s",
                size,
                "-a",
                "ppwrite|writedefine|ppread|ownerread|authread|no_da|platformcreate",
                index);
        tpm.run("tpm2_nvwrite", "-C", "p", "-i", "nv.bin", index);
    }

    private static Bytes certificate(int length, int fill) {
        return Bytes.concat(
                Bytes.of((byte) 0x30, (byte) 0x82, (byte) (length >> 8), (byte) length), Bytes.filled(length, fill));
    }

    @ParameterizedTest
    @EnumSource
    void an_attestation_key_quotes_and_tpm2_tools_find_the_quote_good(EndorsementKeyType parent) throws Exception {
        try (TpmDevice device = open()) {
            KeyBlobs blobs = device.createAttestationKey(parent);
            try (AttestationKey key = device.load(parent, blobs)) {
                tpm.checkQuote(blobs.publicArea(), key.quote(NONCE, TWO_BANKS), NONCE);
            }
        }
    }

    @Test
    void an_attestation_key_is_restricted_bound_to_the_tpm_and_free_of_dictionary_attack_lockout() throws Exception {
        try (TpmDevice device = open()) {
            Bytes area = device.createAttestationKey(EndorsementKeyType.RSA).publicArea();
            // sign | restricted | noDA | userWithAuth | sensitiveDataOrigin | fixedParent | fixedTPM
            assertThat(area.slice(2, 10).toHex()).isEqualTo("0023000b" + "00050472");
        }
    }

    @Test
    void all_selected_pcrs_are_read_and_hash_to_the_quote() throws Exception {
        try (TpmDevice device = open();
                AttestationKey key =
                        device.load(EndorsementKeyType.RSA, device.createAttestationKey(EndorsementKeyType.RSA))) {
            SignedQuote quote = key.quote(NONCE, TWO_BANKS);
            PcrValues values = device.readPcrs(TWO_BANKS);
            assertThat(values.banks().getFirst().values()).containsOnlyKeys(0, 7);
            assertThat(values.banks().getLast().values()).hasSize(24);
            assertThat(values.banks().getLast().values().get(7))
                    .isEqualTo(HashAlgorithm.SHA256.extend(HashAlgorithm.SHA256.zero(), Bytes.filled(32, 0xab)));
            assertThat(quote.attest().toHex())
                    .endsWith("0020" + values.digest(HashAlgorithm.SHA256).toHex());
        }
    }

    @Test
    void a_bank_that_is_not_allocated_is_refused_by_name() throws Exception {
        try (TpmDevice device = open()) {
            assertThatThrownBy(() -> device.readPcrs(List.of(PcrSelection.of(HashAlgorithm.SHA512, List.of(0)))))
                    .isInstanceOf(TpmDeviceException.class)
                    .rootCause()
                    .hasMessageContaining("of sha512 are not there");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("ActivateCredential opens what tpm2_makecredential sealed")
    void activation(EndorsementKeyType parent) throws Exception {
        Bytes secret = Bytes.ofUtf8("twenty-six bytes of secret");
        try (TpmDevice device = open()) {
            KeyBlobs blobs = device.createAttestationKey(parent);
            Swtpm.Credential made =
                    tpm.credential(device.endorsementKey(parent).publicArea(), blobs.publicArea(), secret);
            Bytes altered = Bytes.concat(made.blob().slice(0, made.blob().length() - 1), Bytes.of((byte)
                    (made.blob().at(made.blob().length() - 1) ^ 1)));
            try (AttestationKey key = device.load(parent, blobs)) {
                assertThat(key.activate(made.blob(), made.secret())).isEqualTo(secret);
                assertThatThrownBy(() -> key.activate(altered, made.secret())).isInstanceOf(TpmDeviceException.class);
                assertThatThrownBy(() -> key.activate(Bytes.EMPTY, Bytes.EMPTY)).isInstanceOf(TpmDeviceException.class);
            }
        }
    }

    @Test
    @DisplayName("an attestation key survives restarts, and more power cuts than dictionary-attack lockout allows")
    void survives_power_cuts() throws Exception {
        KeyBlobs blobs;
        try (TpmDevice device = open()) {
            blobs = device.createAttestationKey(EndorsementKeyType.RSA);
        }
        for (int cut = 0; cut < 5; cut++) {
            try (TpmDevice device = open();
                    AttestationKey key = device.load(EndorsementKeyType.RSA, blobs)) {
                tpm.checkQuote(blobs.publicArea(), key.quote(NONCE, TWO_BANKS), NONCE);
                tpm.powerCut();
            }
            tpm.powerOn();
        }
    }

    @Test
    void a_key_of_another_tpm_is_lost_not_merely_refused(@TempDir Path elsewhere) throws Exception {
        KeyBlobs foreign;
        try (Swtpm other = Swtpm.start(elsewhere);
                TpmDevice device = TssTpmDevice.open(other.address())) {
            foreign = device.createAttestationKey(EndorsementKeyType.RSA);
        }
        try (TpmDevice device = open()) {
            assertThatThrownBy(() -> device.load(EndorsementKeyType.RSA, foreign))
                    .isInstanceOfSatisfying(
                            TpmDeviceException.class,
                            e -> assertThat(e.kind()).isEqualTo(TpmDeviceException.Kind.KEY_LOST));
        }
    }

    @Test
    void clearing_the_tpm_loses_the_key_and_leaves_the_endorsement_key(@TempDir Path directory) throws Exception {
        try (Swtpm cleared = Swtpm.start(directory)) {
            KeyBlobs blobs;
            EndorsementKey before;
            try (TpmDevice device = TssTpmDevice.open(cleared.address())) {
                blobs = device.createAttestationKey(EndorsementKeyType.RSA);
                before = device.endorsementKey(EndorsementKeyType.RSA);
            }
            cleared.run("tpm2_clear", "-c", "p");
            try (TpmDevice device = TssTpmDevice.open(cleared.address())) {
                assertThat(device.endorsementKey(EndorsementKeyType.RSA).name()).isEqualTo(before.name());
                assertThatThrownBy(() -> device.load(EndorsementKeyType.RSA, blobs))
                        .isInstanceOfSatisfying(
                                TpmDeviceException.class,
                                e -> assertThat(e.kind()).isEqualTo(TpmDeviceException.Kind.KEY_LOST));
            }
        }
    }

    @Test
    void nothing_is_printed_on_stdout_where_data_belongs() throws Exception {
        PrintStream stdout = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (TpmDevice device = open()) {
            assertThatThrownBy(() -> device.load(
                            EndorsementKeyType.RSA,
                            new KeyBlobs(
                                    device.createAttestationKey(EndorsementKeyType.RSA)
                                            .publicArea(),
                                    Bytes.ofHex("000401020304"))))
                    .isInstanceOf(TpmDeviceException.class);
        } finally {
            System.setOut(stdout);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
