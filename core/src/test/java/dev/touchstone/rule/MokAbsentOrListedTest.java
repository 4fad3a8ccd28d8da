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

@DisplayName("The rule mok-absent-or-listed")
class MokAbsentOrListedTest {

    private static final Bytes KEY = Bytes.ofUtf8("a key of the owner's");
    private static final Bytes OTHER = Bytes.ofUtf8("another");

    @Test
    void holds_where_shim_measured_nothing_or_empty_variables() {
        Machine machine = Machine.ofBothBanks().firmware(0, "firmware");
        assertThat(rule().evaluate(Subjects.of(machine))).isEmpty();
        assertThat(rule().evaluate(Subjects.of(mok(machine, Bytes.EMPTY)))).isEmpty();
    }

    @Test
    void holds_for_a_listed_content_and_fails_for_another() {
        assertThat(rule(KEY).evaluate(Subjects.of(mok(Machine.ofBothBanks(), KEY))))
                .isEmpty();
        assertThat(rule(KEY).evaluate(Subjects.of(mok(mok(Machine.ofBothBanks(), KEY), OTHER))))
                .singleElement()
                .satisfies(f -> assertThat(f.actual()).contains("MokList"));
    }

    @Test
    void fails_where_checks_are_switched_off() {
        assertThat(rule().evaluate(Subjects.of(mok(Machine.ofBothBanks(), Bytes.of((byte) 1)))))
                .singleElement()
                .satisfies(f -> assertThat(f.actual()).endsWith("of the byte 01"));
    }

    @Test
    void fails_where_the_variable_is_logged_as_a_record_of_userspace() {
        Machine machine = Machine.ofBothBanks().userspace(14, "os-separator");
        machine.userspace(14, "phase", KEY, Set.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256));
        assertThat(rule().evaluate(Subjects.of(machine))).hasSize(1);
    }

    @Test
    void is_compared_in_every_bank_that_anything_is_listed_of() {
        Machine machine = new Machine(HashAlgorithm.SHA256, HashAlgorithm.SHA384);
        mok(machine, OTHER);
        Set<Digest> both = Set.of(
                new Digest(HashAlgorithm.SHA256, HashAlgorithm.SHA256.hash(KEY)),
                new Digest(HashAlgorithm.SHA384, HashAlgorithm.SHA384.hash(OTHER)));
        assertThat(new MokAbsentOrListed(both).evaluate(Subjects.of(machine))).hasSize(1);
        assertThat(rule(OTHER).evaluate(Subjects.of(machine))).isEmpty();
    }

    private static Rule rule(Bytes... contents) {
        return new MokAbsentOrListed(Arrays.stream(contents)
                .map(c -> new Digest(HashAlgorithm.SHA256, HashAlgorithm.SHA256.hash(c)))
                .collect(Collectors.toSet()));
    }

    private static Machine mok(Machine machine, Bytes content) {
        return machine.firmware(14, EventType.EV_IPL, content, Bytes.ofUtf8("MokList\0"));
    }
}
