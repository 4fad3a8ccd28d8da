package dev.touchstone.server.admission.subrequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.admission.Subject;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class SubjectHeaderTest {

    private static final TestCertificate CLIENT = TestCertificate.create();
    private static final Subject KEY = new Subject.CertificateKey(CLIENT.spkiSha256());

    private static Subject read(String... headers) throws UnreadableSubjectException {
        MockHttpServletRequest request = new MockHttpServletRequest();
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        return SubjectHeader.of(request);
    }

    private static void refused(String code, String... headers) {
        assertThatExceptionOfType(UnreadableSubjectException.class)
                .isThrownBy(() -> read(headers))
                .extracting(UnreadableSubjectException::code)
                .isEqualTo(code);
    }

    private static String bare() {
        return CLIENT.der().toBase64();
    }

    @Test
    void each_proxys_form_leads_to_the_key() throws Exception {
        assertThat(read("X-Client-Cert", CLIENT.escaped())).isEqualTo(KEY);
        assertThat(read(
                        "x-forwarded-client-cert",
                        "By=spiffe://a;Hash=" + "0".repeat(64) + ";Cert=\"" + CLIENT.escaped()
                                + "\";Subject=\"CN=\\\"a\\\", O=b;c\";URI="))
                .isEqualTo(KEY);
        assertThat(read("X-Forwarded-Tls-Client-Cert", bare())).isEqualTo(KEY);
        assertThat(read("X-Forwarded-Tls-Client-Cert", bare().replace("+", "%2B") + ",MIIB"))
                .isEqualTo(KEY);
        assertThat(read("X-Touchstone-Host", "ams-1")).isEqualTo(new Subject.HostName("ams-1"));
    }

    @Test
    void an_id_where_a_name_belongs_is_a_name() throws Exception {
        String id = "00000000-0000-0000-0000-000000000001";
        assertThat(read("X-Touchstone-Host", id)).isEqualTo(new Subject.HostName(id));
    }

    @Test
    void two_subjects_are_none() {
        refused("subject-ambiguous", "X-Client-Cert", CLIENT.escaped(), "X-Touchstone-Host", "a");
        refused("subject-ambiguous", "X-Client-Cert", CLIENT.escaped(), "X-Client-Cert", CLIENT.escaped());
        refused("subject-ambiguous", "X-Client-Cert", "", "X-Touchstone-Host", "a");
        String element = "Cert=\"" + CLIENT.escaped() + "\"";
        refused("subject-ambiguous", "X-Forwarded-Client-Cert", element + "," + element);
        refused("no-client-certificate", "X-Forwarded-Client-Cert", element + ";" + element);
    }

    @Test
    void who_shows_nothing_is_nobody() {
        refused("subject-missing");
        refused("subject-missing", "X-Client-Cert", "");
        refused("no-client-certificate", "X-Forwarded-Client-Cert", "Hash=00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "garbage", "-----BEGIN CERTIFICATE----------END CERTIFICATE-----", "%00"})
    void what_is_no_certificate_is_refused(String text) {
        refused("certificate-malformed", "X-Client-Cert", text);
        refused("certificate-malformed", "X-Forwarded-Client-Cert", "Cert=" + text);
        refused("certificate-malformed", "X-Forwarded-Tls-Client-Cert", text);
    }

    @Test
    void a_header_cut_anywhere_is_refused() {
        String envoy = "Cert=\"" + CLIENT.escaped() + "\"";
        for (int end = 1; end < envoy.length(); end++) {
            refused("certificate-malformed", "X-Forwarded-Client-Cert", envoy.substring(0, end));
        }
        for (int end = 1; end < bare().replace("=", "").length(); end++) {
            refused("certificate-malformed", "X-Forwarded-Tls-Client-Cert", bare().substring(0, end));
        }
        String pem = CLIENT.escaped();
        for (int end = 1; end < pem.length() - "%0A".length(); end++) {
            refused("certificate-malformed", "X-Client-Cert", pem.substring(0, end));
        }
    }

    @Test
    void what_follows_a_certificate_is_refused() {
        refused("certificate-malformed", "X-Client-Cert", CLIENT.escaped() + CLIENT.escaped());
        refused(
                "certificate-malformed",
                "X-Forwarded-Tls-Client-Cert",
                Base64.getEncoder()
                        .encodeToString(Bytes.concat(CLIENT.der(), CLIENT.der()).toArray()));
        refused("certificate-malformed", "X-Client-Cert", "a".repeat(20_000));
        refused("certificate-malformed", "X-Forwarded-Client-Cert", "a=b;".repeat(20_000));
    }
}
