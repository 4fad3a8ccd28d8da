package dev.touchstone.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.Hints;
import dev.touchstone.image.PcrPolicy;
import dev.touchstone.image.PcrPublicKey;
import dev.touchstone.image.PcrSignature;
import dev.touchstone.image.PcrSignatures;
import dev.touchstone.log.firmware.EventType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rule signed-pcr11-policy")
class SignedPcr11PolicyTest {

    private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
    private static final KeyPair MAKER = keys();
    private static final KeyPair OTHER = keys();

    @Test
    void holds_for_a_value_that_the_maker_signed() throws GeneralSecurityException {
        Machine machine = uki("7", SHA256);
        assertThat(rule(null).evaluate(subject(machine, signed(machine, SHA256, MAKER))))
                .isEmpty();
    }

    @Test
    void fails_for_a_value_that_another_signed_or_nobody_or_that_was_extended_since() throws GeneralSecurityException {
        Machine machine = uki("7", SHA256);
        assertThat(rule(null).evaluate(subject(machine, signed(machine, SHA256, OTHER))))
                .extracting(RuleFailure::summary)
                .containsExactly("No accepted key signed the value of PCR 11.");
        assertThat(rule(null).evaluate(Subjects.of(machine)))
                .extracting(RuleFailure::actual)
                .containsExactly("no signatures with the evidence");
        PcrSignature before = signed(machine, SHA256, MAKER);
        machine.userspace(11, "shutdown");
        assertThat(rule(null).evaluate(subject(machine, before))).hasSize(1);
    }

    @Test
    void fails_for_a_revoked_policy_though_it_is_signed() throws GeneralSecurityException {
        Machine machine = uki("7", SHA256);
        PcrSignature signature = signed(machine, SHA256, MAKER);
        Rule revoking = new SignedPcr11Policy(keys(MAKER), Optional.empty(), Set.of(signature.policy()));
        assertThat(revoking.evaluate(subject(machine, signature)))
                .extracting(RuleFailure::actual)
                .containsExactly(signature.policy().toHex());
    }

    @Test
    void asks_for_the_version_in_the_measured_os_release() throws GeneralSecurityException {
        Machine machine = uki("7", SHA256);
        PcrSignature signature = signed(machine, SHA256, MAKER);
        assertThat(rule("7").evaluate(subject(machine, signature, osrel("7")))).isEmpty();
        assertThat(rule("6.9").evaluate(subject(machine, signature, osrel("9"), osrel("7"))))
                .isEmpty();
        assertThat(rule("8~rc1").evaluate(subject(machine, signature, osrel("7"))))
                .extracting(RuleFailure::actual)
                .containsExactly("7");
    }

    @Test
    void fails_where_nobody_brings_the_measured_os_release_or_it_is_another() throws GeneralSecurityException {
        Machine machine = uki("7", SHA256);
        PcrSignature signature = signed(machine, SHA256, MAKER);
        assertThat(rule("7").evaluate(subject(machine, signature))).hasSize(1);
        assertThat(rule("7").evaluate(subject(machine, signature, osrel("8"))))
                .extracting(RuleFailure::summary)
                .containsExactly("The image's version is not known.");
    }

    @Test
    void reads_the_version_in_the_very_bank_that_is_signed() throws GeneralSecurityException {
        Machine machine = new Machine(SHA256, HashAlgorithm.SHA384);
        section(machine, Bytes.ofUtf8(".osrel\0"));
        Map<HashAlgorithm, Bytes> split =
                Map.of(SHA256, SHA256.hash(osrel("7")), HashAlgorithm.SHA384, HashAlgorithm.SHA384.hash(osrel("9")));
        machine.firmware(11, split);
        PcrSignature signature = signed(machine, SHA256, MAKER);
        assertThat(rule("8").evaluate(subject(machine, signature, osrel("9"), osrel("7"))))
                .extracting(RuleFailure::actual)
                .containsExactly("7");
    }

    @Test
    void fails_where_PCR_11_is_quoted_in_SHA_1_alone() throws GeneralSecurityException {
        Machine machine = uki("7", HashAlgorithm.SHA1);
        assertThat(rule(null).evaluate(subject(machine, signed(machine, HashAlgorithm.SHA1, MAKER))))
                .hasSize(2);
    }

    private static Machine uki(String version, HashAlgorithm bank) {
        Machine machine = new Machine(bank);
        List.of(Bytes.ofUtf8(".linux\0"), Bytes.ofUtf8("kernel"), Bytes.ofUtf8(".osrel\0"), osrel(version))
                .forEach(part -> section(machine, part));
        return machine.userspace(11, "enter-initrd");
    }

    private static Bytes osrel(String version) {
        return Bytes.ofUtf8("ID=test\nIMAGE_ID=image\nIMAGE_VERSION=" + version + "\n");
    }

    private static void section(Machine machine, Bytes measured) {
        machine.firmware(11, EventType.EV_IPL, measured, Bytes.of(".linux\0".getBytes(StandardCharsets.UTF_16LE)));
    }

    private static Rule rule(@Nullable String minimum) {
        return new SignedPcr11Policy(keys(MAKER), Optional.ofNullable(minimum), Set.of());
    }

    private static List<RSAPublicKey> keys(KeyPair pair) {
        return List.of((RSAPublicKey) pair.getPublic());
    }

    private static RuleSubject subject(Machine machine, PcrSignature signature, Bytes... osReleases) {
        Carried carried = new Carried(Hints.none(), new PcrSignatures(List.of(signature)), Arrays.asList(osReleases));
        return RuleSubject.of(machine.boot(), carried, Subjects.NOW);
    }

    private static PcrSignature signed(Machine machine, HashAlgorithm bank, KeyPair by)
            throws GeneralSecurityException {
        Bytes policy = PcrPolicy.digest(bank, new TreeMap<>(Map.of(11, machine.value(bank, 11))));
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(by.getPrivate());
        signer.update(policy.toArray());
        Bytes fingerprint = PcrPublicKey.fingerprint((RSAPublicKey) by.getPublic());
        return new PcrSignature(bank, List.of(11), fingerprint, policy, Bytes.of(signer.sign()));
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
}
