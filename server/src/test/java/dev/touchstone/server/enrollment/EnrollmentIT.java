package dev.touchstone.server.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.MovableClock;
import dev.touchstone.server.host.TestHost;
import dev.touchstone.tpm.KeyFixture;
import dev.touchstone.tpm.ObjectAttributes;
import dev.touchstone.tpm.ObjectAttributes.Attribute;
import dev.touchstone.tpm.SignatureAlgorithm;
import dev.touchstone.tpm.TpmPublic;
import java.nio.ByteBuffer;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

@FleetTest
class EnrollmentIT {

    private final Fleet fleet;
    private final Ledger.Book book;
    private final MovableClock clock;
    private final LabTpm tpm = LabTpm.named("a");
    private final LabTpm other = LabTpm.named("b");

    EnrollmentIT(Fleet fleet, Ledger.Book book, MovableClock clock) {
        this.fleet = fleet;
        this.book = book;
        this.clock = clock;
    }

    @BeforeEach
    void vacate() {
        fleet.trustLab();
        fleet.vacate(tpm);
        fleet.vacate(other);
    }

    private TestHost host() {
        return new TestHost(fleet.server(), tpm, tpm.newAk(), Fleet.newName("host"));
    }

    private TestHost hostWithoutKey() {
        return new TestHost(fleet.server(), tpm, new LabTpm.Key("", Bytes.EMPTY), Fleet.newName("host"));
    }

    private static Bytes spki(LabTpm tpm) throws Exception {
        return TpmPublic.parse(tpm.ekPublic()).subjectPublicKeyInfo();
    }

    private static Bytes tpm2b(Bytes area) {
        return Bytes.concat(
                Bytes.of(ByteBuffer.allocate(2).putShort((short) area.length()).array()), area);
    }

    private static PublicKey key(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair().getPublic();
    }

    private static KeyFixture ak() throws Exception {
        return KeyFixture.ak(key("EC", 256), SignatureAlgorithm.ECDSA, HashAlgorithm.SHA256);
    }

    private void refused(Map<String, Object> request, int status, String code) {
        long pending = book.count("enrollment", "true");
        long hosts = book.count("host", "true");
        Answer answer = hostWithoutKey().begin(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(book.count("enrollment", "true")).isEqualTo(pending);
        assertThat(book.count("host", "true")).isEqualTo(hosts);
    }

    private Map<String, Object> requestWith(KeyFixture ak) {
        Map<String, Object> request = hostWithoutKey().enrolment();
        request.put("ak", Map.of("public", tpm2b(ak.area()).toBase64()));
        return request;
    }

    private Map<String, Object> requestWithEk(Bytes ekPublic, List<Bytes> certificates) throws Exception {
        Map<String, Object> request = requestWith(ak());
        request.put(
                "ek",
                Map.of(
                        "public",
                        ekPublic.toBase64(),
                        "certificates",
                        certificates.stream().map(Bytes::toBase64).toList()));
        return request;
    }

    // The endorsement key

    @Test
    void the_certificate_of_another_key_is_refused() throws Exception {
        refused(requestWithEk(tpm.ekPublic(), List.of(other.ekCertificate())), 422, "ek-certificate-other-key");
    }

    @Test
    void the_certificate_of_another_key_is_refused_even_for_a_pinned_ek() throws Exception {
        fleet.pin(tpm, Fleet.newName("host"));
        refused(requestWithEk(tpm.ekPublic(), List.of(other.ekCertificate())), 422, "ek-certificate-other-key");
    }

    @Test
    void a_chain_to_no_imported_root_is_refused() throws Exception {
        EkIssuer stranger = EkIssuer.until("Stranger", Instant.parse("2040-01-01T00:00:00Z"));
        Bytes certificate = stranger.certify(spki(tpm), Instant.parse("2040-01-01T00:00:00Z"));
        refused(requestWithEk(tpm.ekPublic(), List.of(certificate)), 422, "ek-chain-untrusted");
    }

    @Test
    void a_chain_whose_root_has_expired_is_refused() throws Exception {
        EkIssuer gone = EkIssuer.until(Fleet.newName("Gone"), Instant.parse("2024-01-01T00:00:00Z"));
        fleet.server().post("/api/v1/trust-anchors", Map.of("pem", gone.pem(), "acceptUnrecognised", true));
        Bytes certificate = gone.certify(spki(tpm), Instant.parse("2040-01-01T00:00:00Z"));
        refused(requestWithEk(tpm.ekPublic(), List.of(certificate)), 422, "ek-chain-expired");
    }

    @Test
    void an_expired_ek_certificate_is_accepted_by_default_and_says_so() throws Exception {
        EkIssuer maker = EkIssuer.until(Fleet.newName("Maker"), Instant.parse("2040-01-01T00:00:00Z"));
        fleet.server().post("/api/v1/trust-anchors", Map.of("pem", maker.pem(), "acceptUnrecognised", true));
        Bytes certificate = maker.certify(spki(tpm), Instant.parse("2024-01-01T00:00:00Z"));
        Answer answer = hostWithoutKey().begin(requestWithEk(tpm.ekPublic(), List.of(certificate)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(book.count("enrollment", "identity = 'virtual' and identity_detail like '%expired%'"))
                .isPositive();
    }

    @Test
    void bytes_that_are_no_certificate_are_refused() throws Exception {
        refused(requestWithEk(tpm.ekPublic(), List.of(Bytes.ofHex("3003020101"))), 422, "ek-certificate-malformed");
    }

    @Test
    void an_ek_of_no_tcg_template_is_refused() throws Exception {
        Bytes wrong = tpm2b(KeyFixture.ek(key("RSA", 2048))
                .attributes(KeyFixture.EK.value() & ~0x10000)
                .area());
        refused(requestWithEk(wrong, List.of()), 422, "ek-template");
    }

    @Test
    void a_public_area_with_bytes_left_over_is_malformed() throws Exception {
        refused(
                requestWithEk(Bytes.concat(tpm.ekPublic(), Bytes.of((byte) 0)), List.of()),
                400,
                "tpm-structure-malformed");
        refused(requestWithEk(tpm.ekPublic().slice(0, 40), List.of()), 400, "tpm-structure-malformed");
    }

    // The attestation key

    @ParameterizedTest
    @EnumSource(
            value = Attribute.class,
            names = {"RESTRICTED", "FIXED_TPM", "FIXED_PARENT", "SENSITIVE_DATA_ORIGIN", "SIGN"})
    void an_ak_without_an_attribute_it_needs_is_refused(Attribute missing) throws Exception {
        int attributes = KeyFixture.AK.value() & ~ObjectAttributes.of(missing).value();
        refused(requestWith(ak().attributes(attributes)), 422, "ak-attributes");
    }

    @Test
    void an_ak_that_decrypts_is_refused() throws Exception {
        int attributes =
                KeyFixture.AK.value() | ObjectAttributes.of(Attribute.DECRYPT).value();
        refused(requestWith(ak().attributes(attributes)), 422, "ak-attributes");
    }

    @Test
    void an_ak_that_is_another_hosts_is_refused() {
        TestHost first = fleet.waiting(other);
        Map<String, Object> request = hostWithoutKey().enrolment();
        request.put("ak", Map.of("public", first.ak().publicArea().toBase64()));
        Ledger before = book.of(first.id());
        refused(request, 422, "ak-taken");
        assertThat(book.of(first.id())).isEqualTo(before);
    }

    @Test
    void an_ak_that_another_host_once_had_is_refused() {
        TestHost first = fleet.waiting(other);
        first.with(other.newAk()).enrol();
        Map<String, Object> request = hostWithoutKey().enrolment();
        request.put("ak", Map.of("public", first.ak().publicArea().toBase64()));
        refused(request, 422, "ak-taken");
    }

    // The proof

    @Test
    void a_wrong_secret_is_refused_and_the_right_one_still_taken() {
        TestHost host = host();
        Answer begun = host.begin();
        Bytes secret = host.secret(begun);
        long hosts = book.count("host", "true");
        for (Bytes wrong :
                List.of(Bytes.EMPTY, Bytes.filled(32, 0), secret.slice(0, 31), Bytes.concat(secret, secret))) {
            Answer answer = host.activate(begun, wrong);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("activation-secret-wrong");
        }
        assertThat(book.count("host", "true")).isEqualTo(hosts);
        assertThat(host.activate(begun, secret).status()).isEqualTo(200);
    }

    @Test
    void a_secret_that_comes_too_late_is_refused() throws Exception {
        TestHost host = host();
        Answer begun = host.begin();
        Bytes secret = host.secret(begun);
        long hosts = book.count("host", "true");
        Answer late = clock.at(Duration.ofMinutes(10), () -> host.activate(begun, secret));
        assertThat(late.status()).isEqualTo(410);
        assertThat(late.code()).isEqualTo("enrollment-expired");
        assertThat(book.count("host", "true")).isEqualTo(hosts);
    }

    @Test
    void a_secret_is_good_once() {
        TestHost host = host();
        Answer begun = host.begin();
        Bytes secret = host.secret(begun);
        host.activate(begun, secret);
        long hosts = book.count("host", "true");
        Answer again = host.activate(begun, secret);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("enrollment-used");
        assertThat(book.count("host", "true")).isEqualTo(hosts);
    }

    @Test
    void the_secret_of_one_enrolment_does_not_open_another() {
        TestHost host = host();
        Answer begun = host.begin();
        Answer second = host.begin();
        assertThat(host.activate(second, host.secret(begun)).code()).isEqualTo("activation-secret-wrong");
    }

    @Test
    void a_key_of_another_tpm_cannot_open_the_credential() {
        TestHost liar = new TestHost(fleet.server(), tpm, other.newAk(), Fleet.newName("host"));
        Answer begun = liar.begin();
        assertThat(begun.status()).isEqualTo(201);
        assertThatThrownBy(() -> liar.with(other, liar.ak()).secret(begun))
                .hasMessageContaining("tpm2_activatecredential");
    }

    // What the agent claims

    @Test
    void claims_are_shown_and_select_nothing() {
        TestHost host = host();
        Map<String, Object> request = host.enrolment();
        request.put("labels", Map.of("site", "ams", "exempt", "true"));
        assertThat(host.enrol(request).json().path("state").asString()).isEqualTo("AWAITING_APPROVAL");
        assertThat(host.view().path("claimed").path("host").asString()).isEqualTo(host.name());
        assertThat(host.view().path("claimed").path("labels").path("exempt").asString())
                .isEqualTo("true");
        assertThat(host.view().has("host")).isFalse();
        assertThat(host.view().path("labels").isEmpty()).isTrue();
    }

    @Test
    void a_pin_names_a_host_whatever_its_agent_claims() {
        String granted = Fleet.newName("granted");
        fleet.pin(tpm, granted, Map.of("site", "ams"));
        TestHost host = host();
        Map<String, Object> request = host.enrolment();
        request.put("labels", Map.of("site", "lax"));
        assertThat(host.enrol(request).json().path("state").asString()).isEqualTo("ACTIVE");
        assertThat(host.view().path("host").asString()).isEqualTo(granted);
        assertThat(host.view().path("hostSource").asString()).isEqualTo("pin");
        assertThat(host.view().path("labels").path("site").asString()).isEqualTo("ams");
    }

    @Test
    void an_ek_without_a_certificate_claims_no_hardware() throws Exception {
        TestHost host = host();
        Map<String, Object> request = host.enrolment();
        request.put("ek", Map.of("public", tpm.ekPublic().toBase64()));
        host.enrol(request);
        assertThat(host.view().path("identity").asString()).isEqualTo("unverified");
        assertThat(host.view().path("state").asString()).isEqualTo("AWAITING_APPROVAL");
    }

    @Test
    void oddly_spelt_names_and_labels_are_refused() throws Exception {
        Map<String, Object> request = requestWith(ak());
        for (String name : List.of("", ".", "a b", "a\n", "ü", "-a", "x".repeat(254), "a/../b")) {
            request.put("host", name);
            refused(request, 400, "host-name-invalid");
        }
        request.put("host", "fine");
        for (Map<String, String> labels :
                List.of(Map.of("", "x"), Map.of("a", "\0"), Map.of("a b", "x"), Map.of("a", "x".repeat(256)))) {
            request.put("labels", labels);
            refused(request, 400, "labels-invalid");
        }
        request.put("labels", Map.of("a", "SURROGATE"));
        String body = JsonMapper.shared().writeValueAsString(request).replace("SURROGATE", "\\ud800");
        assertThat(fleet.server().postRaw("/api/v1/enrollments", body).code()).isEqualTo("labels-invalid");
    }

    @Test
    void nulls_where_values_belong_are_malformed() throws Exception {
        Map<String, Object> request = requestWith(ak());
        request.put("ek", Map.of("public", tpm.ekPublic().toBase64(), "certificates", Arrays.asList((Object) null)));
        refused(request, 400, "malformed-request");
        Map<String, Object> labels = requestWith(ak());
        labels.put("labels", Collections.singletonMap("a", null));
        refused(labels, 400, "malformed-request");
    }
}
