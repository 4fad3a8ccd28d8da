package dev.touchstone.server.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.image.PcrSignature;
import dev.touchstone.image.PcrSignatures;
import dev.touchstone.rule.Carried;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an agent reports, as far as it can be held against measurements. */
class ReportedTextsTest {

    private static final String PCRSIG = """
            {"sha256":[{"pcrs":[11],"pkfp":"%s","pol":"%s","sig":"AAAA"}]}""".formatted("0a".repeat(32), "0b".repeat(32));

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static Carried reported(String facts) {
        return ReportedTexts.of(json(facts));
    }

    @Test
    void signatures_are_taken_as_an_object_and_as_its_text() {
        String text = JsonMapper.shared().writeValueAsString(PCRSIG);
        for (String given : List.of(PCRSIG, text)) {
            PcrSignatures signatures =
                    reported("{\"pcrSignatures\":" + given + "}").signatures();
            assertThat(signatures.entries())
                    .extracting(PcrSignature::policy)
                    .containsExactly(Bytes.ofHex("0b".repeat(32)));
        }
    }

    @Test
    void texts_are_taken_as_they_are() {
        Carried carried = reported("{\"commandLine\":\"quiet\",\"osRelease\":\"IMAGE_VERSION=7\\n\"}");
        assertThat(carried.hints().commandLines()).containsExactly("quiet");
        assertThat(carried.osReleases()).containsExactly(Bytes.ofUtf8("IMAGE_VERSION=7\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "1", "[]", "{}", "\"\"", "\"{\"", "{\"sha256\":7}", "{\"sha256\":[{\"pcrs\":[99]}]}"})
    void signatures_that_cannot_be_read_are_none(String given) {
        assertThat(reported("{\"pcrSignatures\":" + given + "}").signatures()).isEqualTo(PcrSignatures.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"commandLine\":7,\"osRelease\":[],\"pcrSignatures\":null}"})
    void what_is_no_text_is_nothing(String facts) {
        assertThat(reported(facts)).isEqualTo(Carried.nothing());
    }

    @Test
    void a_report_cut_anywhere_or_absent_is_nothing_and_never_an_error() {
        assertThat(ReportedTexts.of(null)).isEqualTo(Carried.nothing());
        for (int end = 0; end < PCRSIG.length(); end++) {
            JsonNode cut = JsonMapper.shared().createObjectNode().put("pcrSignatures", PCRSIG.substring(0, end));
            assertThat(ReportedTexts.of(cut).signatures()).isEqualTo(PcrSignatures.NONE);
        }
    }
}
