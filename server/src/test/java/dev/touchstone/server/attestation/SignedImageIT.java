package dev.touchstone.server.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.image.PcrPolicy;
import dev.touchstone.image.PcrPublicKey;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.TestHost;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Images known by who signed them: signatures and texts come with the evidence, and count only as far as measured. */
@FleetTest
class SignedImageIT {

    private static final KeyPair MAKER = keys();

    private final Fleet fleet;
    private final JdbcClient jdbc;
    private final LabTpm tpm = LabTpm.named("a");
    private final String osRelease = "IMAGE_ID=" + Fleet.newName("image") + "\nIMAGE_VERSION=7\n";
    private final Machine machine = Machine.booted("quiet");

    SignedImageIT(Fleet fleet, JdbcClient jdbc) {
        this.fleet = fleet;
        this.jdbc = jdbc;
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void boot() {
        fleet.trustLab();
        List.of(".linux\0", "kernel", ".osrel\0", osRelease)
                .forEach(part -> machine.firmware(11, EventType.EV_IPL, Bytes.ofUtf8(part), Bytes.EMPTY));
    }

    /** A host of that boot, which must be of a signed image of version 7 or newer. */
    private TestHost judged(String minimum) {
        TestHost fresh = fleet.pinned(tpm.boot(machine));
        TestHost host = fresh.with(tpm.persist(fresh.ak()));
        host.becomeTrusted(fleet);
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(MAKER.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n";
        Map<String, Object> rule =
                Map.of("rule", "signed-pcr11-policy", "keys", List.of(pem), "minimumVersion", minimum);
        Map<String, Object> variant = Map.of("label", "signed", "match", "rules", "rules", List.of(rule));
        String set = Fleet.newName("rules");
        Answer drafted = fleet.server()
                .post(
                        "/api/v1/reference-sets",
                        Map.of(
                                "name", set,
                                "selector", Map.of("test", host.name()),
                                "components",
                                        List.of(Map.of(
                                                "number", 850, "name", "signed", "variants", List.of(variant)))));
        assertThat(drafted.status()).as(drafted.body()).isEqualTo(201);
        fleet.approve(set, 1);
        return host;
    }

    /** The JSON of a {@code .pcrsig}. */
    private Map<String, Object> signedBy(KeyPair key) {
        Bytes policy = PcrPolicy.digest(
                HashAlgorithm.SHA256, new TreeMap<>(Map.of(11, machine.value(HashAlgorithm.SHA256, 11))));
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(key.getPrivate());
            signer.update(policy.toArray());
            return Map.of(
                    "sha256",
                    List.of(Map.of(
                            "pcrs", List.of(11),
                            "pkfp",
                                    PcrPublicKey.fingerprint((RSAPublicKey) key.getPublic())
                                            .toHex(),
                            "pol", policy.toHex(),
                            "sig", Base64.getEncoder().encodeToString(signer.sign()))));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode reporting(TestHost host, Map<String, Object> facts) {
        return host.submission().with("facts", facts).accepted();
    }

    private String again(JsonNode answer) {
        String path = "/api/v1/attestations/" + answer.path("attestation").asString() + "/re-appraisal";
        return fleet.server().post(path, Map.of()).json().path("verdict").asString();
    }

    private void verdict(JsonNode answer, String expected) {
        assertThat(answer.path("verdict").asString()).as(answer.toString()).isEqualTo(expected);
        assertThat(again(answer)).isEqualTo(expected);
    }

    @Test
    void signatures_and_os_release_come_with_the_evidence() {
        TestHost host = judged("7");
        verdict(host.attest(), "DRIFTED");
        verdict(reporting(host, Map.of("pcrSignatures", signedBy(MAKER), "osRelease", osRelease)), "TRUSTED");
        verdict(reporting(host, Map.of("pcrSignatures", signedBy(keys()), "osRelease", osRelease)), "DRIFTED");
        String newer = osRelease.replace("=7", "=8");
        verdict(reporting(host, Map.of("pcrSignatures", signedBy(MAKER), "osRelease", newer)), "DRIFTED");
    }

    @Test
    void the_os_release_is_known_of_an_image_that_was_added() {
        TestHost host = judged("6");
        Map<String, Object> facts = Map.of("pcrSignatures", signedBy(MAKER));
        verdict(reporting(host, facts), "DRIFTED");
        addImage();
        verdict(reporting(host, facts), "TRUSTED");
    }

    @Test
    void a_signed_image_that_is_too_old_is_drift() {
        verdict(reporting(judged("8"), Map.of("pcrSignatures", signedBy(MAKER), "osRelease", osRelease)), "DRIFTED");
    }

    private void addImage() {
        Bytes digest = HashAlgorithm.SHA256.hash(Bytes.ofUtf8(osRelease));
        jdbc.sql("""
                insert into image (sha256, size, name, label, kind, description, added_at, added_by)
                values (?, 1, 'test', 'test', 'unified-kernel', '{}', now(), 'test')""").param(digest.toArray()).update();
        jdbc.sql("""
                insert into image_digest (digest, image_sha256, kind, part, name, text)
                values (:digest, :digest, 'section', 'test', '.osrel', :text)""").param("digest", digest.toArray()).param("text", osRelease).update();
    }
}
