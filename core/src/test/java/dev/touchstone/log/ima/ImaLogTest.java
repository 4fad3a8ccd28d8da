package dev.touchstone.log.ima;

import static dev.touchstone.log.ima.ImaListBuilder.digest;
import static dev.touchstone.log.ima.ImaListBuilder.name;
import static dev.touchstone.log.ima.ImaListBuilder.u32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A measurement list")
class ImaLogTest {

    private static final Bytes SHA256 = Bytes.filled(32, 7);
    private static final String HASH = "a".repeat(40);

    private static void isRefused(Bytes binary, String message) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> ImaLog.parse(binary))
                .withMessageContaining(message);
    }

    private static void isRefused(String ascii, String message) {
        assertThatExceptionOfType(MalformedException.class)
                .as(ascii)
                .isThrownBy(() -> ImaLog.parseAscii(Bytes.ofUtf8(ascii)))
                .withMessageContaining(message);
    }

    private static Bytes recordOf(long pcr, Bytes name, long dataSize) {
        return Bytes.concat(u32(pcr), Bytes.filled(20, 1), u32(name.length()), name, u32(dataSize));
    }

    @Test
    @DisplayName("without a byte has no records, in either form")
    void empty() throws MalformedException {
        assertThat(ImaLog.parse(Bytes.EMPTY).records()).isEmpty();
        assertThat(ImaLog.parseAscii(Bytes.EMPTY).records()).isEmpty();
    }

    @Test
    @DisplayName("tells where each record lies, so that it can be cut there")
    void offsets() {
        ImaListBuilder list = ImaListBuilder.ofFiles(3);
        ImaLog log = list.parse();
        assertThat(log.offset(0)).isZero();
        for (int i = 0; i < 3; i++) {
            assertThat(log.raw().slice(log.offset(i), log.offset(i + 1)))
                    .isEqualTo(list.entries().get(i).build());
            assertThat(log.record(i).templateData())
                    .isEqualTo(list.entries().get(i).data());
        }
        assertThat(log.offset(3)).isEqualTo(log.raw().length());
    }

    @ParameterizedTest
    @ValueSource(longs = {24, 0x0a000000L, 0xffffffffL})
    @DisplayName("with a PCR no TPM has is refused; so is one of a big-endian machine")
    void pcr(long pcr) {
        isRefused(recordOf(pcr, Bytes.ofUtf8("x"), 0), "record 0: there is no PCR " + pcr);
    }

    @Test
    @DisplayName("names the record it is refused for")
    void numbered() {
        Bytes good = ImaListBuilder.ofFiles(2).build();
        isRefused(Bytes.concat(good, recordOf(24, Bytes.ofUtf8("x"), 0)), "record 2: ");
        isRefused(Bytes.concat(good, Bytes.of((byte) 10)), "record 2: PCR needs 4 bytes, 1 remain");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 129})
    @DisplayName("with a template name of no or too many bytes is refused")
    void nameLength(int length) {
        isRefused(recordOf(10, Bytes.filled(length, 'a'), 0), "1 to 128 bytes, not " + length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x20, 0x7f, 0x0a, 0xc3})
    @DisplayName("with a template name that is not printable ASCII is refused")
    void nameBytes(int octet) {
        isRefused(recordOf(10, Bytes.of((byte) 'i', (byte) octet), 0), "0x%02x".formatted(octet));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 0x7fffffffL, 0x80000000L, 0xffffffffL})
    @DisplayName("with more template data than it has bytes is refused without reserving it")
    void dataSize(long size) {
        isRefused(recordOf(10, Bytes.ofUtf8("ima-ng"), size), "template data needs " + size);
    }

    @Test
    @DisplayName("of the template ima has no size of its data, and paths of 255 bytes at most")
    void original() throws MalformedException {
        Bytes head = Bytes.concat(u32(10), Bytes.filled(20, 1), u32(3), Bytes.ofUtf8("ima"), Bytes.filled(20, 2));
        Bytes path = Bytes.filled(255, 'a');
        ImaLog log = ImaLog.parse(Bytes.concat(head, u32(255), path));
        Bytes hashed = Bytes.concat(Bytes.filled(20, 2), path, Bytes.of((byte) 0));
        assertThat(log.record(0).templateHash(HashAlgorithm.SHA1)).isEqualTo(HashAlgorithm.SHA1.hash(hashed));
        isRefused(Bytes.concat(head, u32(256), Bytes.filled(256, 'a')), "255 bytes at most");
    }

    @Test
    @DisplayName("of another algorithm's file has headers of that size")
    void headerSizes() throws MalformedException {
        Bytes data = ImaListBuilder.fields(digest("sha256", SHA256), name("/x"));
        Bytes list = Bytes.concat(
                u32(10), HashAlgorithm.SHA256.hash(data), u32(6), Bytes.ofUtf8("ima-ng"), u32(data.length()), data);
        ImaLog log = ImaLog.parse(list, 32);
        assertThat(log.headerAlgorithm()).isEqualTo(HashAlgorithm.SHA256);
        assertThat(log.record(0).headerMatches()).isTrue();
        assertThat(log.record(0).entry()).isInstanceOf(ImaEntry.File.class);
        assertThatIllegalArgumentException().isThrownBy(() -> ImaLog.parse(list, 21));
    }

    @Test
    @DisplayName("keeps a record of a template unknown here, and a violation whatever its data")
    void unknownTemplate() {
        ImaListBuilder list = new ImaListBuilder().add("ima-ng2\"", SHA256).add("ima-ng", SHA256);
        list.change(1, e -> e.withHeader(Bytes.filled(20, 0)));
        ImaLog log = list.parse();
        assertThat(log.record(0).headerMatches()).isTrue();
        assertThat(log.record(0).entry())
                .isEqualTo(new ImaEntry.Unreadable("the template \"ima-ng2\\\"\" is not known"));
        assertThat(log.record(1).entry()).isEqualTo(new ImaEntry.Violation(Optional.empty()));
    }

    @Test
    @DisplayName("in ASCII keeps spaces in names, and the empty signature behind its space")
    void asciiSpaces() throws MalformedException {
        String line = " 7 " + HASH + " ima-sig sha256:" + SHA256 + " /opt/a b  c \n";
        ImaLog log = ImaLog.parseAscii(Bytes.ofUtf8(line));
        assertThat(log.record(0).pcr()).isEqualTo(7);
        assertThat(log.record(0).templateData())
                .isEqualTo(ImaListBuilder.fields(digest("sha256", SHA256), name("/opt/a b  c"), Bytes.EMPTY));
    }

    static Stream<ImaListBuilder.Entry> templates() {
        Bytes sig = Bytes.ofHex("0302041122334400020102");
        Bytes ng = digest("sha256", SHA256);
        Bytes path = name("/a b");
        return new ImaListBuilder()
                        .add("ima-ng", ng, path)
                        .add("ima-sig", ng, path, sig)
                        .add("ima-ngv2", digest("verity:sha256", SHA256), path)
                        .add("ima-sigv2", digest("ima:sha512", Bytes.filled(64, 1)), path, Bytes.EMPTY)
                        .add("ima-buf", ng, name("kexec-cmdline"), Bytes.ofUtf8("root=/dev/sda1"))
                        .add("ima-modsig", ng, path, Bytes.EMPTY, digest("sha1", Bytes.filled(20, 3)), sig)
                        .add("ima-modsig", ng, path, sig, Bytes.EMPTY, Bytes.EMPTY)
                        .add(
                                "evm-sig",
                                ng,
                                path,
                                sig,
                                name("security.selinux|security.ima"),
                                Bytes.ofHex("2200000012000000"),
                                Bytes.ofHex("aabb"),
                                u32(1000),
                                u32(0xfffffffeL),
                                Bytes.ofHex("ed81"))
                        .add(
                                "evm-sig",
                                ng,
                                path,
                                sig,
                                Bytes.EMPTY,
                                Bytes.EMPTY,
                                Bytes.EMPTY,
                                Bytes.EMPTY,
                                Bytes.EMPTY,
                                Bytes.EMPTY)
                        .add("d-ng|n-ng|imode|sig", ng, path, Bytes.ofHex("ed81"), sig)
                        .add("d|n", Bytes.filled(20, 4), path)
                        .entries()
                        .stream();
    }

    @ParameterizedTest
    @MethodSource("templates")
    @DisplayName("in ASCII gives the data of every template as it was hashed")
    void asciiTemplates(ImaListBuilder.Entry entry) throws MalformedException {
        Bytes binary = entry.build();
        String line = AsciiPrinter.print(ImaListBuilder.parsed(binary).record(0));
        ImaLog log = ImaLog.parseAscii(Bytes.ofUtf8(line));
        assertThat(log.raw()).isEqualTo(binary);
        assertThat(log.record(0).headerMatches()).isTrue();
        assertThat(log.record(0).entry()).isNotInstanceOf(ImaEntry.Unreadable.class);
    }

    @Test
    @DisplayName("in ASCII is refused for every line that is not a whole record")
    void asciiRefusals() {
        String good = "10 " + HASH + " ima-ng sha256:" + SHA256 + " /x\n";
        isRefused(good.strip(), "record 0: its line has no end");
        isRefused(good + "\n", "record 1: ");
        isRefused("100 " + HASH + " ima-ng sha1:00 /x\n", "a number has 1 to 2 digits");
        isRefused("99 " + HASH + " ima-ng sha1:00 /x\n", "there is no PCR 99");
        isRefused("-1 " + HASH + " ima-ng sha1:00 /x\n", "there is no digit");
        isRefused("10  ima-ng sha1:00 /x\n", "there is no template hash");
        isRefused("10 aa ima-ng sha1:00 /x\n", "has 2 digits");
        isRefused("10 " + HASH + "\n", "there is no template hash");
        isRefused("10 " + HASH + " ima-ng\n", "there is no template");
        isRefused("10 " + HASH + " ima-ng sha1:00\n", "has 2 fields");
        isRefused("10 " + HASH + " ima-sig sha1:00 /x\n", "has 3 fields");
        isRefused("10 " + HASH + " ima-sig sha1:00 /x 123\n", "half a byte");
        isRefused("10 " + HASH + " ima-ng sha1:0g /x\n", "no digit to base 16");
        isRefused("10 " + HASH + " ima " + "b".repeat(38) + " /x\n", "digests of 20 bytes");
        isRefused("10 " + HASH + " n-ng|imode x 65536\n", "65536 does not fit 2 bytes");
        isRefused("10 " + HASH + " n-ng|n-ng x x\n", "is not known");
        isRefused(good + good.replace(HASH, "a".repeat(64)), "record 1: no template hash in this list has 64 digits");
    }
}
