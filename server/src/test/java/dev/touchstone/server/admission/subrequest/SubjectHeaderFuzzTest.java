package dev.touchstone.server.admission.subrequest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.server.admission.Subject;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class SubjectHeaderFuzzTest {

    static Stream<byte[]> headers() {
        TestCertificate client = TestCertificate.create();
        return Stream.of(
                        client.escaped(),
                        client.der().toBase64(),
                        "By=a;Cert=\"" + client.escaped() + "\";Subject=\"CN=a\"")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @MethodSource("headers")
    @FuzzTest(maxDuration = "30s")
    void a_header_is_read_or_refused(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        for (SubjectHeader header : SubjectHeader.values()) {
            try {
                Subject subject = header.read(text);
                assertThat(subject).isNotNull();
            } catch (UnreadableSubjectException _) {
                // The declared refusal.
            }
        }
    }
}
