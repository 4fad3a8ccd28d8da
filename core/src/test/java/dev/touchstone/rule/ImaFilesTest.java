package dev.touchstone.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaDigest;
import dev.touchstone.log.ima.ImaDigest.Kind;
import dev.touchstone.log.ima.ImaListBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The rule ima-files")
class ImaFilesTest {

    private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;

    @Test
    void holds_where_every_file_is_listed_and_fails_for_each_that_is_not() {
        ImaListBuilder list = new ImaListBuilder().file("/bin/a").file("/bin/b").file("/bin/c");
        assertThat(listed("/bin/a", "/bin/b", "/bin/c").evaluate(Subjects.ima(list)))
                .isEmpty();
        assertThat(listed("/bin/a").evaluate(Subjects.ima(list)))
                .extracting(f -> f.event().orElseThrow())
                .containsExactly("ima#1", "ima#2");
    }

    @Test
    void takes_the_files_of_a_named_list_as_its_own() {
        ImaListBuilder list = new ImaListBuilder().file("/bin/a").file("/bin/b").file("/bin/c");
        FileList named =
                new FileList("os", 2, Set.of(ImaDigest.of(Kind.IMA, SHA256, SHA256.hash(Bytes.ofUtf8("/bin/b")))));
        Rule rule = new ImaFiles(Set.of(), Set.of(named), List.of(), List.of(), false);
        assertThat(rule.evaluate(Subjects.ima(list)))
                .extracting(f -> f.event().orElseThrow())
                .containsExactly("ima#0", "ima#2");
        assertThat(rule.text()).contains("0 listed digests, one of 1 file of os@2 or a signature");
    }

    @Test
    void takes_no_list_without_a_file() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FileList("os", 3, Set.of()));
    }

    @Test
    void takes_no_fs_verity_digest_for_that_of_a_file() {
        Bytes digest = SHA256.hash(Bytes.ofUtf8("/bin/a"));
        ImaListBuilder list = new ImaListBuilder()
                .add("ima-ngv2", ImaListBuilder.digest("verity:sha256", digest), ImaListBuilder.name("/bin/a"));
        assertThat(listed("/bin/a").evaluate(Subjects.ima(list))).hasSize(1);
    }

    @Test
    void takes_a_signature_by_an_accepted_key_over_the_very_digest() throws GeneralSecurityException {
        KeyPair keys = keys();
        ImaListBuilder list = new ImaListBuilder();
        Bytes digest = SHA256.hash(Bytes.ofUtf8("content"));
        signed(list, digest, signature(digest, keys));
        assertThat(keyed(keys.getPublic()).evaluate(Subjects.ima(list))).isEmpty();
        assertThat(keyed(keys().getPublic()).evaluate(Subjects.ima(list))).hasSize(1);
        signed(list, SHA256.hash(Bytes.ofUtf8("other")), signature(digest, keys));
        assertThat(keyed(keys.getPublic()).evaluate(Subjects.ima(list)))
                .extracting(f -> f.event().orElseThrow())
                .containsExactly("ima#1");
    }

    @Test
    void excludes_paths_until_the_exclusion_expires() {
        ImaListBuilder list = new ImaListBuilder().file("/var/cache/a/b");
        assertThat(excluding("/var/cache/*", Duration.ofSeconds(1)).evaluate(Subjects.ima(list)))
                .isEmpty();
        assertThat(excluding("/var/cache/*", Duration.ZERO).evaluate(Subjects.ima(list)))
                .hasSize(1);
        assertThat(excluding("/var/log/*", Duration.ofSeconds(1)).evaluate(Subjects.ima(list)))
                .hasSize(1);
    }

    @Test
    void tolerates_violations_only_where_it_says_so() {
        ImaListBuilder list = new ImaListBuilder().violation("/var/log/x");
        assertThat(listed().evaluate(Subjects.ima(list))).hasSize(1);
        assertThat(new ImaFiles(Set.of(), Set.of(), List.of(), List.of(), true).evaluate(Subjects.ima(list)))
                .isEmpty();
    }

    @Test
    void takes_a_file_that_goes_by_the_name_of_the_lists_opening_for_a_file() {
        ImaListBuilder list = new ImaListBuilder();
        boot(list, "evil");
        boot(list, "evil");
        assertThat(listed().evaluate(Subjects.ima(list)))
                .extracting(RuleFailure::summary)
                .containsExactly("IMA's list is of another boot than the firmware log.");
        boot(list, "another");
        assertThat(listed().evaluate(Subjects.ima(list)))
                .extracting(RuleFailure::summary)
                .contains("A file is named like the list's opening.");
    }

    @Test
    void fails_for_a_record_that_cannot_be_read() {
        ImaListBuilder list = new ImaListBuilder().add("unknown-template", Bytes.ofUtf8("x"));
        assertThat(listed().evaluate(Subjects.ima(list)))
                .extracting(RuleFailure::summary)
                .containsExactly("A record cannot be read.");
    }

    @Test
    void fails_where_earlier_records_are_not_at_hand() {
        ImaListBuilder list = new ImaListBuilder().file("/bin/evil").file("/bin/a");
        RuleSubject later = Subjects.ima(list, 1, List.of(HashAlgorithm.SHA1, SHA256));
        assertThat(listed("/bin/a").evaluate(later))
                .extracting(RuleFailure::actual)
                .containsExactly("1 records from 1");
    }

    @Test
    void fails_without_a_list_and_for_one_that_SHA_1_alone_binds() {
        assertThat(listed().evaluate(Subjects.of(Machine.booted("quiet"))))
                .extracting(RuleFailure::actual)
                .containsExactly("none sent");
    }

    @Test
    @Timeout(60)
    void goes_once_through_a_long_list_and_tells_the_first_hundred() {
        ImaListBuilder list = ImaListBuilder.ofFiles(100_000);
        var failures = excluding("/sbin/*a*b*c*d*", Duration.ofSeconds(1)).evaluate(Subjects.ima(list));
        assertThat(failures).hasSize(101);
        assertThat(failures.getLast().actual()).isEqualTo("100000 in all");
    }

    private static void boot(ImaListBuilder list, String content) {
        list.add(
                "ima-ng",
                ImaListBuilder.digest("sha256", SHA256.hash(Bytes.ofUtf8(content))),
                ImaListBuilder.name("boot_aggregate"));
    }

    private static void signed(ImaListBuilder list, Bytes digest, Bytes signature) {
        list.add("ima-sig", ImaListBuilder.digest("sha256", digest), ImaListBuilder.name("/bin/signed"), signature);
    }

    /** As evmctl writes security.ima: type, version, hash, key id, size, signature. */
    private static Bytes signature(Bytes digest, KeyPair keys) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("NONEwithRSA");
        signer.initSign(keys.getPrivate());
        signer.update(Bytes.concat(Bytes.ofHex("3031300d060960864801650304020105000420"), digest)
                .toArray());
        Bytes signature = Bytes.of(signer.sign());
        return Bytes.concat(
                Bytes.ofHex("030204"),
                keyId((RSAPublicKey) keys.getPublic()),
                Bytes.of((byte) (signature.length() >> 8), (byte) signature.length()),
                signature);
    }

    /** The last four bytes of SHA-1 over PKCS #1, which ends an X.509 encoding of RSA 2048 after 24 bytes. */
    private static Bytes keyId(RSAPublicKey key) {
        Bytes encoded = Bytes.of(key.getEncoded());
        return HashAlgorithm.SHA1.hash(encoded.slice(24, encoded.length())).slice(16, 20);
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static Rule keyed(PublicKey key) {
        return new ImaFiles(Set.of(), Set.of(), List.of(key), List.of(), false);
    }

    private static Rule excluding(String pattern, Duration left) {
        return new ImaFiles(
                Set.of(), Set.of(), List.of(), List.of(new Exclusion(pattern, Subjects.NOW.plus(left))), false);
    }

    /** Files whose content is their path. */
    private static Rule listed(String... paths) {
        Set<ImaDigest> digests = Arrays.stream(paths)
                .map(p -> ImaDigest.of(Kind.IMA, SHA256, SHA256.hash(Bytes.ofUtf8(p))))
                .collect(Collectors.toSet());
        return new ImaFiles(digests, Set.of(), List.of(), List.of(), false);
    }
}
