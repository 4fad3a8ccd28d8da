package dev.touchstone.log.userspace;

import static dev.touchstone.log.userspace.Records.BANK;
import static dev.touchstone.log.userspace.Records.digest;
import static dev.touchstone.log.userspace.Records.digestOf;
import static dev.touchstone.log.userspace.Records.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A record's string")
class BindingTest {

    @Test
    void is_bound_when_it_hashes_to_the_digest() throws MalformedException {
        assertThat(Records.bound(11, "ready").binding(BANK)).isEqualTo(new Binding.Bound("ready"));
        assertThat(Records.bound(15, "file-system:/é😀").binding(BANK))
                .isEqualTo(new Binding.Bound("file-system:/é😀"));
    }

    @Test
    void is_bound_in_each_bank_by_itself() throws MalformedException {
        Bytes other = Bytes.filled(20, 1);
        UserspaceRecord record = Records.only(json(
                "\"pcr\":11", digestOf("ready") + "," + digest(HashAlgorithm.SHA1, other), "\"string\":\"ready\""));
        assertThat(record.binding(HashAlgorithm.SHA256)).isInstanceOf(Binding.Bound.class);
        assertThat(record.binding(HashAlgorithm.SHA1))
                .isEqualTo(new Binding.Mismatch(HashAlgorithm.SHA1.hash(Bytes.ofUtf8("ready")), other));
    }

    @Test
    void is_a_mismatch_when_the_digest_is_of_something_else() throws MalformedException {
        UserspaceRecord record = Records.only(json("\"pcr\":11", digestOf("ready"), "\"string\":\"ready \""));
        assertThat(record.binding(BANK))
                .isEqualTo(new Binding.Mismatch(BANK.hash(Bytes.ofUtf8("ready ")), BANK.hash(Bytes.ofUtf8("ready"))));
    }

    @Test
    void of_a_volume_key_is_never_bound() throws MalformedException {
        String content = "\"string\":\"cryptsetup:root:uuid\",\"eventType\":\"volume-key\"";
        assertThat(Records.only(json("\"pcr\":15", digestOf("cryptsetup:root:uuid"), content))
                        .binding(BANK))
                .isEqualTo(new Binding.UnboundByKind());
    }

    @Test
    void of_the_credentials_NvPCR_is_never_bound() throws MalformedException {
        String content = "\"nvIndexName\":\"credentials\",\"string\":\"a\"";
        assertThat(Records.only(json("\"nv_index\":30474756", digestOf("a"), content))
                        .binding(BANK))
                .isEqualTo(new Binding.UnboundByKind());
        assertThat(Records.only(json("\"pcr\":1", digestOf("a"), content)).binding(BANK))
                .isEqualTo(new Binding.Bound("a"));
    }

    @Test
    void cannot_be_checked_without_a_digest_a_string_or_a_way_to_compute() throws MalformedException {
        UserspaceRecord record = Records.only(json(
                "\"pcr\":11",
                digestOf("a") + "," + digest(HashAlgorithm.SM3_256, Bytes.filled(32, 3)),
                "\"string\":\"a\""));
        assertThat(record.binding(HashAlgorithm.SHA1))
                .isEqualTo(new Binding.Uncheckable("the record has no sha1 digest"));
        assertThat(record.binding(HashAlgorithm.SM3_256))
                .isEqualTo(new Binding.Uncheckable("sm3_256 cannot be computed here"));
        assertThat(Records.only(json("\"pcr\":11", digestOf(""), "")).binding(BANK))
                .isEqualTo(new Binding.Uncheckable("the record does not say what was measured"));
    }
}
