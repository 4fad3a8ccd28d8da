package dev.touchstone.server.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.TestHost;
import dev.touchstone.tpm.SoftwareTpm;
import dev.touchstone.tpm.TpmPublic;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * A key in the owner hierarchy of a lab TPM, as a host makes one for TLS.
 *
 * @param context what tpm2-tools call it
 * @param publicArea TPM2B_PUBLIC
 */
record TestClientKey(SoftwareTpm tpm, String context, Bytes publicArea) {

    static final String CLIENT = "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda|sign";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A good one. */
    static TestClientKey in(LabTpm tpm) {
        return in(tpm, CLIENT);
    }

    /** One with these attributes. */
    static TestClientKey in(LabTpm lab, String attributes) {
        return LabTpm.quietly(() -> {
            SoftwareTpm tpm = lab.tpm();
            String name = "client" + NUMBER.incrementAndGet();
            String scheme = attributes.contains("restricted") ? "ecc256:ecdsa-sha256:null" : "ecc256";
            tpm.run("tpm2_createprimary", "-Q", "-C", "o", "-G", "ecc", "-c", "storage.ctx");
            tpm.run(
                    "tpm2_create",
                    "-Q",
                    "-C",
                    "storage.ctx",
                    "-G",
                    scheme,
                    "-a",
                    attributes,
                    "-c",
                    name + ".ctx",
                    "-u",
                    name + ".pub",
                    "-r",
                    name + ".priv");
            return new TestClientKey(tpm, name + ".ctx", tpm.read(name + ".pub"));
        });
    }

    /** One made outside the TPM and brought in. */
    static TestClientKey importedInto(LabTpm lab) {
        return LabTpm.quietly(() -> {
            SoftwareTpm tpm = lab.tpm();
            String name = "client" + NUMBER.incrementAndGet();
            tpm.run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", name + ".pem");
            tpm.run("tpm2_createprimary", "-Q", "-C", "o", "-G", "ecc", "-c", "storage.ctx");
            tpm.run(
                    "tpm2_import",
                    "-Q",
                    "-C",
                    "storage.ctx",
                    "-G",
                    "ecc",
                    "-i",
                    name + ".pem",
                    "-u",
                    name + ".pub",
                    "-r",
                    name + ".priv");
            tpm.run(
                    "tpm2_load",
                    "-Q",
                    "-C",
                    "storage.ctx",
                    "-u",
                    name + ".pub",
                    "-r",
                    name + ".priv",
                    "-c",
                    name + ".ctx");
            return new TestClientKey(tpm, name + ".ctx", tpm.read(name + ".pub"));
        });
    }

    private TpmPublic parsed() {
        try {
            return TpmPublic.parse(publicArea);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** DER. */
    Bytes spki() {
        return parsed().subjectPublicKeyInfo();
    }

    Bytes spkiSha256() {
        return HashAlgorithm.SHA256.hash(spki());
    }

    /** TPM2_Certify by an attestation key. */
    LabTpm.Quoted certify(LabTpm.Key ak, Bytes nonce) {
        return LabTpm.quietly(() -> {
            SoftwareTpm.Certified certified = tpm.certify(context, ak.context(), nonce);
            return new LabTpm.Quoted(certified.attest(), certified.signature());
        });
    }

    /** The body that registers this key by what was signed. */
    Map<String, Object> body(JsonNode challenge, LabTpm.Quoted signed) {
        return Map.of(
                "challenge",
                challenge.path("challenge").asString(),
                "key",
                publicArea.toBase64(),
                "certification",
                Map.of(
                        "attest",
                        signed.attest().toBase64(),
                        "signature",
                        signed.signature().toBase64()));
    }

    /** Certified by a host's AK over a challenge of its own: the body. */
    Map<String, Object> certifiedBy(TestHost host) {
        JsonNode challenge = host.challenge();
        return body(challenge, certify(host.ak(), TestHost.base64(challenge.path("nonce"))));
    }

    /** Sends a body without a token. */
    static Answer send(TestServer server, UUID host, Map<String, Object> body) {
        return server.anonymous().post("/api/v1/hosts/" + host + "/client-keys", body);
    }

    /** Registers this key for a host; it must be accepted. */
    JsonNode register(TestServer server, TestHost host) {
        Answer answer = send(server, host.id(), certifiedBy(host));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }
}
