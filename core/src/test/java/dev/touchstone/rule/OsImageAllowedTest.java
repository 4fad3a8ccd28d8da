package dev.touchstone.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.EventType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The rule os-image-allowed")
class OsImageAllowedTest {

    private static final String HASH = "ab".repeat(32);
    private static final Rule ROOT = new OsImageAllowed(Set.of(HASH), Set.of(), Set.of(), Set.of());

    @ParameterizedTest
    @ValueSource(strings = {"roothash=%s quiet", "root=/dev/mapper/root roothash=%s"})
    void holds_for_a_listed_root_hash(String line) {
        assertThat(ROOT.evaluate(booted(line))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quiet",
                "roothash=00",
                "roothash=%s roothash=00",
                "roothash=%s 'roothash=00'",
                "roothash=%s root=/dev/sdb",
                "roothash=%s systemd.verity=no",
                "roothash=%s systemd.verity_root_options=ignore-corruption"
            })
    void fails_for_another_or_one_that_is_gone_around(String line) {
        assertThat(ROOT.evaluate(booted(line))).isNotEmpty();
    }

    @Test
    void holds_where_all_the_firmware_ran_is_listed_and_fails_for_each_that_is_not() {
        Rule rule = images("loader", "kernel");
        assertThat(rule.evaluate(booted("quiet"))).isEmpty();
        Machine machine = Machine.booted("quiet").firmware(4, "evil kernel").firmware(4, "kernel");
        assertThat(rule.evaluate(Subjects.of(machine)))
                .extracting(RuleFailure::actual)
                .containsExactly("sha256:" + sha256("evil kernel"));
    }

    @Test
    void is_not_deceived_by_an_image_logged_as_a_separator() {
        Machine machine = Machine.booted("quiet");
        machine.firmware(4, EventType.EV_SEPARATOR, Bytes.ofUtf8("evil"), Bytes.filled(4, 0));
        assertThat(images("loader", "kernel").evaluate(Subjects.of(machine))).hasSize(1);
    }

    @Test
    void fails_where_a_bank_that_is_listed_of_has_another_image() {
        Machine machine = new Machine(HashAlgorithm.SHA256, HashAlgorithm.SHA384).firmware(4, "good");
        Digest good = new Digest(HashAlgorithm.SHA256, sha256("good"));
        Digest other = new Digest(HashAlgorithm.SHA384, HashAlgorithm.SHA384.hash(Bytes.ofUtf8("other")));
        assertThat(new OsImageAllowed(Set.of(), Set.of(), Set.of(), Set.of(good)).evaluate(Subjects.of(machine)))
                .isEmpty();
        assertThat(new OsImageAllowed(Set.of(), Set.of(), Set.of(), Set.of(good, other)).evaluate(Subjects.of(machine)))
                .hasSize(1);
    }

    @Test
    void needs_each_kind_that_is_listed_to_agree() {
        Rule both = new OsImageAllowed(
                Set.of(HASH), Set.of(), Set.of(), Set.of(new Digest(HashAlgorithm.SHA256, sha256("other"))));
        assertThat(both.evaluate(booted("roothash=%s"))).hasSize(2);
    }

    private static RuleSubject booted(String line) {
        return Subjects.of(Machine.booted(line.replace("%s", HASH)));
    }

    private static Rule images(String... images) {
        return new OsImageAllowed(
                Set.of(),
                Set.of(),
                Set.of(),
                Arrays.stream(images)
                        .map(i -> new Digest(HashAlgorithm.SHA256, sha256(i)))
                        .collect(Collectors.toSet()));
    }

    private static Bytes sha256(String text) {
        return HashAlgorithm.SHA256.hash(Bytes.ofUtf8(text));
    }
}
