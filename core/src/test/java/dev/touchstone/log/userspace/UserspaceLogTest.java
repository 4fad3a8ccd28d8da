package dev.touchstone.log.userspace;

import static dev.touchstone.log.userspace.Records.digest;
import static dev.touchstone.log.userspace.Records.digestOf;
import static dev.touchstone.log.userspace.Records.framed;
import static dev.touchstone.log.userspace.Records.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A userspace log")
class UserspaceLogTest {

    private static final String GOOD = json("\"pcr\":11", digestOf("ready"), "\"string\":\"ready\"");

    @Test
    void of_no_bytes_has_no_records() throws MalformedException {
        assertThat(UserspaceLog.parse(Bytes.EMPTY).records()).isEmpty();
    }

    @Test
    void that_names_an_unknown_event_type_or_has_unknown_members_passes() throws MalformedException {
        UserspaceRecord record = Records.only(json(
                "\"recnum\":1,\"pcr\":11", digestOf("x"), "\"string\":\"x\",\"eventType\":\"later\",\"more\":[{}]"));
        assertThat(record.eventType()).contains("later");
    }

    @Test
    void may_leave_out_all_of_content() throws MalformedException {
        UserspaceRecord record = Records.only(json("\"pcr\":11", digestOf("x"), ""));
        assertThat(record.string()).isEmpty();
        assertThat(record.eventType()).isEmpty();
        assertThat(record.bootId()).isEmpty();
        assertThat(record.timestampMicros()).isEmpty();
    }

    @Test
    void must_name_one_register_a_record() {
        refused(json("\"x\":1", digestOf("a"), ""), "either pcr or nv_index must be there, not neither");
        refused(
                json("\"pcr\":9,\"nv_index\":30474752", digestOf("a"), ""),
                "either pcr or nv_index must be there, not both");
        refused(json("\"pcr\":9,\"pcr\":9", digestOf("a"), ""), "a key appears twice in one object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "24",
                "-1",
                "4294967307",
                "9223372036854775807",
                "18446744073709551627",
                "1e999999999",
                "1.1e1",
                "11.0",
                "\"11\"",
                "null",
                "[11]",
                "{}",
                "true"
            })
    void refuses_a_PCR_that_is_not_0_to_23(String pcr) {
        refused(json("\"pcr\":" + pcr, digestOf("a"), ""), "pcr must be ");
    }

    @Test
    void takes_PCR_0_and_PCR_23() throws MalformedException {
        assertThat(Records.only(json("\"pcr\":0", digestOf("a"), "")).register())
                .isEqualTo(new Register.Pcr(0));
        assertThat(Records.only(json("\"pcr\":23", digestOf("a"), "")).register())
                .isEqualTo(new Register.Pcr(23));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "16777215", "33554432", "1e7", "9223372036854775808"})
    void refuses_an_NV_index_outside_the_handles_of_NV_indices(String handle) {
        refused(json("\"nv_index\":" + handle, digestOf("a"), ""), "nv_index must be ");
    }

    @Test
    void keeps_the_known_digests_and_leaves_the_others() throws MalformedException {
        String sm3 = digest(HashAlgorithm.SM3_256, Bytes.filled(32, 3));
        String unknown = "{\"hashAlg\":\"sha3-256\",\"digest\":\"any\"}";
        assertThat(Records.only(json("\"pcr\":1", String.join(",", unknown, sm3, digestOf("a")), ""))
                        .digests())
                .containsOnlyKeys(HashAlgorithm.SHA256, HashAlgorithm.SM3_256);
        refused(json("\"pcr\":1", unknown, ""), "digests hold no known hashAlg");
        refused(json("\"pcr\":1", "", ""), "digests hold no known hashAlg");
    }

    @Test
    void refuses_an_algorithm_twice_even_with_the_same_digest_or_unknown() {
        String unknown = "{\"hashAlg\":\"blake3\",\"digest\":\"\"}";
        refused(json("\"pcr\":1", digestOf("a") + "," + digestOf("a"), ""), "digests hold one hashAlg twice");
        refused(
                json("\"pcr\":1", String.join(",", digestOf("a"), unknown, unknown), ""),
                "digests hold one hashAlg twice");
    }

    @ParameterizedTest
    @CsvSource({"sha1, 19", "sha1, 21", "sha256, 20", "sha256, 0", "sha384, 32", "sha512, 63", "sm3_256, 31"})
    void refuses_a_digest_of_another_size_than_its_algorithm_s(String bank, int length) {
        HashAlgorithm algorithm = HashAlgorithm.ofBank(bank).orElseThrow();
        refused(
                json("\"pcr\":1", digest(algorithm, Bytes.filled(length, 1)), ""),
                "a " + bank + " digest has " + 2 * algorithm.size() + " hex digits, not " + 2 * length);
    }

    @Test
    void refuses_a_digest_that_is_not_hex() {
        String digest = "{\"hashAlg\":\"sha1\",\"digest\":\"" + "0g".repeat(20) + "\"}";
        refused(json("\"pcr\":1", digest, ""), "a sha1 digest is not hex");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    \"string\":7                     | string must be a string, not a number
                    \"string\":null                  | string must be a string, not null
                    \"eventType\":[]                 | eventType must be a string, not an array
                    \"bootId\":\"../../etc/passwd\"  | bootId must be 32 lower-case hex digits
                    \"timestamp\":-1                 | timestamp must be 0 to 9223372036854775807, not -1
                    \"timestamp\":1e999999999        | timestamp must be a whole number of 64 bits, not 1e999999999
                    \"nvIndexName\":1                | nvIndexName must be a string, not a number
                    \"string\":\"a\",\"string\":\"a\"| a key appears twice in one object
                    """)
    void refuses_content_of_another_shape(String content, String message) {
        refused(json("\"pcr\":1", digestOf("a"), content), message);
    }

    @Test
    void refuses_records_of_another_shape() {
        refused("[]", "a record must be an object, not an array");
        refused("7", "a record must be an object, not a number");
        refused("", "expected a value, found the end");
        refused("{}", "content_type is missing");
        refused(GOOD.replace("\"systemd\"", "\"pcclient_std\""), "content_type must be systemd");
        refused(GOOD.replace("[", "{\"a\":").replace("]", "}"), "digests must be an array, not an object");
        refused(json("\"pcr\":1", "7", ""), "a digest must be an object, not a number");
        refused(json("\"pcr\":1", "{\"hashAlg\":\"sha1\"}", ""), "digest is missing");
        refused(GOOD + GOOD, "expected the end of the JSON text, found '{'");
    }

    @Test
    void names_the_record_and_the_place_of_what_it_refuses() {
        Bytes good = framed(GOOD);
        Bytes log = Bytes.concat(good, framed("{\"pcr\":?}"), good);
        assertThatThrownBy(() -> UserspaceLog.parse(log))
                .hasMessage("record 1: expected a value, found '?'")
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.offset()).isEqualTo(good.length() + 8));
    }

    @Test
    void refuses_a_record_longer_than_the_limit() throws MalformedException {
        String frame = json("\"pcr\":1", digestOf("a"), "\"string\":\"\"");
        String filler = "a".repeat(UserspaceLog.MAX_RECORD_LENGTH - frame.length());
        String longest = json("\"pcr\":1", digestOf("a"), "\"string\":\"" + filler + "\"");
        assertThat(Records.only(longest).string()).contains(filler);
        refused(longest + " ", "longer than " + UserspaceLog.MAX_RECORD_LENGTH + " bytes");
    }

    @Test
    void refuses_more_records_than_the_limit() throws MalformedException {
        Bytes record = framed(GOOD);
        Bytes[] most = new Bytes[UserspaceLog.MAX_RECORDS];
        Arrays.fill(most, record);
        Bytes log = Bytes.concat(most);
        assertThat(UserspaceLog.parse(log).records()).hasSize(UserspaceLog.MAX_RECORDS);
        assertThatThrownBy(() -> UserspaceLog.parse(Bytes.concat(log, record)))
                .isInstanceOf(MalformedException.class)
                .hasMessage("more than " + UserspaceLog.MAX_RECORDS + " records");
    }

    private static void refused(String json, String message) {
        assertThatThrownBy(() -> Records.only(json))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("record 0: " + message);
    }
}
