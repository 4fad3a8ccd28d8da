package dev.touchstone.log.ima;

import static dev.touchstone.log.ima.ImaListBuilder.digest;
import static dev.touchstone.log.ima.ImaListBuilder.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaDigest.Kind;
import dev.touchstone.log.ima.ImaEntry.AppendedSignature;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An entry of the measurement list")
class ImaEntryTest {

    private static final Bytes VALUE = Bytes.filled(32, 7);
    private static final ImaDigest DIGEST = ImaDigest.of(Kind.IMA, HashAlgorithm.SHA256, VALUE);
    private static final Bytes NG = digest("sha256", VALUE);
    private static final Bytes SIG = Bytes.ofHex("030204aabbccdd00020102");

    private static ImaEntry entry(String template, Bytes... fields) {
        return new ImaListBuilder().add(template, fields).parse().record(0).entry();
    }

    private static void isUnreadable(String why, String template, Bytes... fields) {
        assertThat(entry(template, fields))
                .isInstanceOfSatisfying(
                        ImaEntry.Unreadable.class, u -> assertThat(u.why()).contains(why));
    }

    @Test
    @DisplayName("is a file with its digest and path, and its signature where there is one")
    void files() {
        assertThat(entry("ima-ng", NG, name("/x")))
                .isEqualTo(new ImaEntry.File(DIGEST, "/x", Optional.empty(), Optional.empty()));
        assertThat(entry("ima-sig", NG, name("/x"), Bytes.EMPTY))
                .isEqualTo(new ImaEntry.File(DIGEST, "/x", Optional.empty(), Optional.empty()));
        assertThat(entry("ima-sig", NG, name("/x"), SIG))
                .isEqualTo(new ImaEntry.File(DIGEST, "/x", Optional.of(new FileSignature(SIG)), Optional.empty()));
    }

    @Test
    @DisplayName("tells a fs-verity digest from a content's")
    void verity() {
        ImaDigest verity = ImaDigest.of(Kind.VERITY, HashAlgorithm.SHA256, VALUE);
        assertThat(entry("ima-ngv2", digest("verity:sha256", VALUE), name("/x")))
                .isEqualTo(new ImaEntry.File(verity, "/x", Optional.empty(), Optional.empty()));
        assertThat(entry("ima-ngv2", digest("ima:sha256", VALUE), name("/x")))
                .isEqualTo(new ImaEntry.File(DIGEST, "/x", Optional.empty(), Optional.empty()));
        isUnreadable("algorithm", "ima-ngv2", NG, name("/x"));
        isUnreadable("algorithm", "ima-ng", digest("verity:sha256", VALUE), name("/x"));
        isUnreadable("algorithm", "ima-ngv2", digest("other:sha256", VALUE), name("/x"));
    }

    @Test
    @DisplayName("has the signature appended to a module, and the digest it signs")
    void appended() {
        AppendedSignature appended = new AppendedSignature(DIGEST, SIG);
        assertThat(entry("ima-modsig", NG, name("/x.ko"), Bytes.EMPTY, NG, SIG))
                .isEqualTo(new ImaEntry.File(DIGEST, "/x.ko", Optional.empty(), Optional.of(appended)));
    }

    @Test
    @DisplayName("is a buffer with its name, whatever that is")
    void buffers() {
        assertThat(entry("ima-buf", NG, name("boot_aggregate"), SIG))
                .isEqualTo(new ImaEntry.Buffer(DIGEST, "boot_aggregate", SIG));
    }

    @Test
    @DisplayName("is the boot aggregate by its name")
    void bootAggregate() {
        assertThat(entry("ima-sig", NG, name("boot_aggregate"), Bytes.EMPTY))
                .isEqualTo(new ImaEntry.BootAggregate(DIGEST));
    }

    @Test
    @DisplayName("of a violation has a path but no digest")
    void violation() {
        assertThat(new ImaListBuilder()
                        .violation("/var/log/x")
                        .parse()
                        .record(0)
                        .entry())
                .isEqualTo(new ImaEntry.Violation(Optional.of("/var/log/x")));
    }

    @Test
    @DisplayName("that is not what its template says is unreadable, and says why")
    void unreadable() {
        isUnreadable("field size needs 4", "ima-ng", NG);
        isUnreadable("left over", "ima-ng", NG, name("/x"), Bytes.EMPTY);
        isUnreadable("NUL", "ima-ng", NG, Bytes.ofUtf8("/x"));
        isUnreadable("NUL", "ima-ng", NG, Bytes.ofUtf8("/x\0/y\0"));
        isUnreadable("NUL", "ima-ng", NG, Bytes.EMPTY);
        isUnreadable("no sha256 digest has 31 bytes", "ima-ng", digest("sha256", Bytes.filled(31, 1)), name("/x"));
        isUnreadable("no other digest has 65 bytes", "ima-ng", digest("other", Bytes.filled(65, 1)), name("/x"));
        isUnreadable("no other digest has 0 bytes", "ima-ng", digest("other", Bytes.EMPTY), name("/x"));
        isUnreadable("algorithm", "ima-ng", VALUE, name("/x"));
        isUnreadable("algorithm", "ima-ng", digest("SHA256", VALUE), name("/x"));
        isUnreadable("algorithm", "ima-ng", Bytes.EMPTY, name("/x"));
        isUnreadable("has no end", "ima-ng", Bytes.filled(200, 'a'), name("/x"));
        isUnreadable("no digest", "n-ng|sig", name("/x"), SIG);
        isUnreadable("no name", "d-ng|sig", NG, SIG);
    }
}
