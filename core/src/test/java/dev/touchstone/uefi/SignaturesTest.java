package dev.touchstone.uefi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Signatures")
class SignaturesTest {

    private static final String SHA256 = "c1c41626-504c-4092-aca9-41f936934328";
    private static final String SHA1 = "826ca512-cf10-4ac9-b187-be01496631bd";
    private static final String X509 = "a5c059a1-94e4-4aa7-87b5-ab155c2bf072";
    private static final String MICROSOFT = "77fa9abd-0359-4d32-bd60-28f4e78f784b";

    /** EFI_VARIABLE_AUTHENTICATION_2 (UEFI §8.2.2): a time, then a certificate with its length. */
    private static SignatureDatabase update(String name) throws MalformedException {
        Bytes signed = Vectors.bytes(Vectors.shared("go-eventlog/wellknown/secure-boot/" + name));
        int header = 16 + (int) signed.u32le(16);
        return SignatureDatabase.parse(signed.slice(header, signed.length()));
    }

    private static Bytes known(String certificate) {
        return Vectors.bytes(Vectors.shared("go-eventlog/wellknown/secure-boot/" + certificate));
    }

    private static Bytes small() {
        return Events.certificate(Events.name(1, 0x0c, Bytes.ofUtf8("A")));
    }

    @ParameterizedTest(name = "of {0}: {1} hashes and {2} certificates")
    @CsvSource({
        "dbxupdate-2014-08-11.bin, 13, 0",
        "dbxupdate_x64-2020-10-12.bin, 183, 3",
        "dbxupdate_x64-2021-04-29.bin, 211, 0"
    })
    void real_dbx_updates_are_read_whole(String file, int hashes, int certificates) throws MalformedException {
        List<Signature> entries = update(file).entries();
        assertThat(entries).hasSize(hashes + certificates);
        assertThat(entries).filteredOn(Signature.Sha256.class::isInstance).hasSize(hashes);
        assertThat(entries).filteredOn(Signature.X509.class::isInstance).hasSize(certificates);
    }

    @Test
    @DisplayName("are told in words")
    void words() throws MalformedException {
        assertThat(update("dbxupdate-2014-08-11.bin").entries().getFirst().text())
                .isEqualTo("SHA-256 80b4d96931bf0d02fd91a61e19d14f1da452e66db2408ca8604d411f92659f0a of Microsoft");
        assertThat(update("dbxupdate_x64-2020-10-12.bin").entries())
                .filteredOn(Signature.X509.class::isInstance)
                .extracting(Signature::text)
                .allMatch(text -> text.startsWith("certificate \"CN=") && text.endsWith(" of Microsoft"));
        assertThat(SignatureDatabase.parse(
                                Events.list(SHA1, Bytes.filled(20, 1)).bytes())
                        .entries()
                        .getFirst()
                        .text())
                .isEqualTo("EFI_CERT_SHA1 entry of 20 bytes");
    }

    @Test
    @DisplayName("of no bytes are a database without entries, and so are lists without any")
    void empty() throws MalformedException {
        assertThat(SignatureDatabase.parse(Bytes.EMPTY).entries()).isEmpty();
        assertThat(SignatureDatabase.parse(Events.list(X509).bytes()).entries()).isEmpty();
    }

    @Test
    @DisplayName("of a certificate that cannot be read are bytes, and the entries after it are read")
    void unreadable() throws MalformedException {
        Bytes database = Bytes.concat(
                Events.list(X509, Bytes.filled(40, 0x30)).bytes(),
                Events.list(SHA256, Bytes.filled(32, 2)).bytes(),
                Events.list(X509, small()).bytes());
        assertThat(SignatureDatabase.parse(database).entries())
                .hasExactlyElementsOfTypes(Signature.Other.class, Signature.Sha256.class, Signature.X509.class);
    }

    @Test
    @DisplayName("of dozens of real certificates are read")
    void dozens() throws MalformedException {
        Bytes certificate = known("MicCorUEFCA2011_2011-06-27.crt");
        Bytes[] forty = new Bytes[40];
        Arrays.fill(forty, certificate);
        assertThat(SignatureDatabase.parse(Events.list(X509, forty).bytes()).entries())
                .hasSize(40)
                .hasOnlyElementsOfType(Signature.X509.class);
    }

    @Test
    @DisplayName("in lists that are not whole are refused")
    void refused() {
        Bytes list = Events.list(SHA256, Bytes.filled(32, 2)).bytes();
        assertRefused(list.slice(0, list.length() - 1));
        assertRefused(Bytes.concat(list, Bytes.filled(1, 0)));
        assertRefused(Events.of().guid(SHA256).u32(27).u32(0).u32(48).bytes());
        assertRefused(Events.of().guid(SHA256).u32(28).u32(1).u32(48).bytes());
        assertRefused(Events.of()
                .guid(SHA256)
                .u32(28 + 48)
                .u32(0)
                .u32(0)
                .bytes(Bytes.filled(48, 0))
                .bytes());
        assertRefused(Events.of()
                .guid(SHA256)
                .u32(28 + 48)
                .u32(0)
                .u32(47)
                .bytes(Bytes.filled(48, 0))
                .bytes());
    }

    private static void assertRefused(Bytes database) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> SignatureDatabase.parse(database));
    }

    @Test
    @DisplayName("that vouched for an image have an owner and a certificate or a hash")
    void authority() throws MalformedException {
        Bytes certificate = known("MicWinProPCA2011_2011-10-19.crt");
        Signature signature = Signature.ofAuthority(
                Events.of().guid(MICROSOFT).bytes(certificate).bytes());
        assertThat(signature.text())
                .isEqualTo("certificate \"CN=Microsoft Windows Production PCA 2011,O=Microsoft Corporation,"
                        + "L=Redmond,ST=Washington,C=US\" of Microsoft");
        assertThat(Signature.ofAuthority(
                        Events.of().guid(MICROSOFT).bytes(Bytes.filled(32, 3)).bytes()))
                .isEqualTo(new Signature.Sha256(Guid.of(MICROSOFT), Bytes.filled(32, 3)));
    }

    @Test
    @DisplayName("that older shims measured are a bare certificate, or one with a byte more")
    void oldAuthority() throws MalformedException {
        Bytes certificate = known("MicWinProPCA2011_2011-10-19.crt");
        Signature bare = Signature.ofAuthority(certificate);
        assertThat(bare.owner()).isEqualTo(Guid.ZERO);
        assertThat(bare).isInstanceOf(Signature.X509.class);
        assertThat(Signature.ofAuthority(Bytes.concat(certificate, Bytes.filled(1, 0xaf))))
                .isEqualTo(bare);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> Signature.ofAuthority(Bytes.concat(certificate, Bytes.filled(2, 0))));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> Signature.ofAuthority(Bytes.ofUtf8("sbat,1,2021030218\n")));
    }

    @Test
    @DisplayName("name a certificate's subject, issuer and fingerprint")
    void certificate() throws MalformedException {
        Certificate read = Certificate.parse(known("MicCorUEFCA2011_2011-06-27.crt"));
        assertThat(read.subject())
                .isEqualTo(
                        "CN=Microsoft Corporation UEFI CA 2011,O=Microsoft Corporation,L=Redmond,ST=Washington,C=US");
        assertThat(read.issuer())
                .isEqualTo("CN=Microsoft Corporation Third Party Marketplace Root,O=Microsoft Corporation,"
                        + "L=Redmond,ST=Washington,C=US");
        assertThat(read.sha256().toHex()).isEqualTo("48e99b991f57fc52f76149599bff0a58c47154229b9f8d603ac40d3500248507");
    }

    @Test
    @DisplayName("read of every real certificate the names the JDK reads of it")
    void oracle() throws CertificateException, MalformedException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        int read = 0;
        for (Path file : Vectors.files(Vectors.shared("ek-roots"), "")) {
            Bytes der = Vectors.bytes(file);
            if (der.length() > 4 && der.at(0) == 0x30 && der.at(1) == 0x82 && whole(der)) {
                X509Certificate expected =
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der.toArray()));
                Certificate certificate = Certificate.parse(der);
                assertThat(certificate.subject())
                        .as(file.toString())
                        .isEqualTo(name(expected.getSubjectX500Principal()));
                assertThat(certificate.issuer()).as(file.toString()).isEqualTo(name(expected.getIssuerX500Principal()));
                assertThat(certificate.sha256()).isEqualTo(HashAlgorithm.SHA256.hash(der));
                read++;
            }
        }
        assertThat(read).isGreaterThan(100);
    }

    private static boolean whole(Bytes der) {
        return (der.at(2) << 8 | der.at(3)) + 4 == der.length();
    }

    private static String name(X500Principal principal) {
        return Shown.text(principal.getName(X500Principal.RFC2253), 256);
    }

    @Test
    @DisplayName("show nothing of a name that moves a cursor or ends a quote, and at most 256 characters of it")
    void hostileName() throws MalformedException {
        Bytes name = Events.name(1, 0x0c, Bytes.ofUtf8("a\u202e\u001b\"b" + "x".repeat(900)));
        String subject = Certificate.parse(Events.certificate(name)).subject();
        assertThat(subject)
                .startsWith("CN=a\\u{202e}\\u{1b}\\\\\"b")
                .endsWith("x…")
                .hasSizeLessThan(300);
    }

    @Test
    @DisplayName("are no certificate where a name is longer than any, or the bytes go on")
    void noCertificate() {
        assertNoCertificate(Events.certificate(Events.name(1, 0x0c, Bytes.filled(1100, 'x'))));
        assertNoCertificate(Events.certificate(Events.name(17, 0x0c, Bytes.ofUtf8("x"))));
        assertNoCertificate(Bytes.concat(small(), Bytes.filled(1, 0)));
        assertNoCertificate(Events.certificate(Events.der(0x30, Events.der(0x31, Events.der(0x30)))));
        assertNoCertificate(Bytes.ofHex("3080"));
        assertNoCertificate(Bytes.ofHex("3085ffffffffff"));
    }

    private static void assertNoCertificate(Bytes der) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Certificate.parse(der));
    }
}
