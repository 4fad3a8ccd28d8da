package dev.touchstone.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.facts.AttestedFacts;
import dev.touchstone.facts.SecureBoot;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.uefi.UefiVariable;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rule secure-boot-authorities")
class SecureBootAuthoritiesTest {

    private static final Set<Bytes> USED =
            AttestedFacts.of(Boots.recorded("secure-boot")).facts().secureBoot().authorities().stream()
                    .flatMap(a -> a.certificate().stream())
                    .map(SecureBoot.Certificate::sha256)
                    .collect(Collectors.toSet());

    @Test
    void holds_where_each_certificate_used_is_listed() {
        assertThat(USED).isNotEmpty();
        assertThat(new SecureBootAuthorities(USED, Set.of()).evaluate(Subjects.recorded("secure-boot")))
                .isEmpty();
    }

    @Test
    void fails_for_each_that_is_not() {
        assertThat(new SecureBootAuthorities(Set.of(), Set.of()).evaluate(Subjects.recorded("secure-boot")))
                .hasSizeGreaterThanOrEqualTo(USED.size())
                .allSatisfy(f -> {
                    assertThat(f.event()).isPresent();
                    assertThat(f.actual()).startsWith("certificate ");
                });
    }

    @Test
    void fails_without_secure_boot_and_without_any_authority() {
        assertThat(new SecureBootAuthorities(USED, Set.of()).evaluate(Subjects.recorded("golden")))
                .hasSize(2);
    }

    @Test
    void takes_the_hash_of_an_image_that_is_listed() {
        Machine machine = booted();
        authority(machine, "db", Bytes.concat(Bytes.filled(16, 1), Subjects.hash(1)));
        assertThat(new SecureBootAuthorities(Set.of(), Set.of(Subjects.hash(1))).evaluate(Subjects.of(machine)))
                .isEmpty();
        assertThat(new SecureBootAuthorities(Set.of(), Set.of(Subjects.hash(2))).evaluate(Subjects.of(machine)))
                .hasSize(1);
    }

    @Test
    void fails_for_an_authority_that_cannot_be_read_such_as_a_hash_of_sha_384() {
        Machine machine = booted();
        authority(machine, "db", Bytes.concat(Bytes.filled(16, 1), Subjects.hash(1)));
        authority(machine, "db", Bytes.concat(Bytes.filled(16, 1), Bytes.filled(48, 7)));
        assertThat(new SecureBootAuthorities(Set.of(), Set.of(Subjects.hash(1))).evaluate(Subjects.of(machine)))
                .extracting(RuleFailure::actual)
                .containsExactly("an entry that cannot be read");
    }

    @Test
    void fails_where_an_authority_is_retold_as_something_unreadable() {
        Machine machine = booted();
        authority(machine, "db", Bytes.concat(Bytes.filled(16, 1), Subjects.hash(1)));
        authority(machine, "db", Bytes.concat(Bytes.filled(16, 1), Subjects.hash(2)));
        int last = machine.log().events().size();
        machine.log().change(last, e -> e.withData(Bytes.ofUtf8("harmless")));
        assertThat(new SecureBootAuthorities(Set.of(), Set.of(Subjects.hash(1))).evaluate(Subjects.of(machine)))
                .extracting(RuleFailure::summary)
                .containsExactly("PCR 7 cannot be read whole.");
    }

    private static Machine booted() {
        return Subjects.separator(Subjects.secureBoot(Machine.ofBothBanks(), 1));
    }

    private static void authority(Machine machine, String name, Bytes data) {
        machine.firmware(
                7,
                EventType.EV_EFI_VARIABLE_AUTHORITY,
                new UefiVariable(UefiVariable.EFI_IMAGE_SECURITY_DATABASE, name, data).measuredForm());
    }
}
