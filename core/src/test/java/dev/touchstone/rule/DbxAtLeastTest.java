package dev.touchstone.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rule dbx-at-least")
class DbxAtLeastTest {

    private static final Rule RULE = new DbxAtLeast(Set.of(Subjects.hash(1)), Set.of());

    @Test
    void holds_where_dbx_has_them_and_more() {
        assertThat(RULE.evaluate(Subjects.of(machine(Subjects.hash(2), Subjects.hash(1)))))
                .isEmpty();
    }

    @Test
    void fails_for_each_that_dbx_lacks() {
        assertThat(RULE.evaluate(Subjects.of(machine(Subjects.hash(2)))))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.expected()).isEqualTo("image hash " + Subjects.hash(1));
                    assertThat(f.actual()).isEqualTo("1 entries without it");
                });
    }

    @Test
    void fails_where_no_dbx_was_measured() {
        Machine machine = Subjects.separator(Subjects.secureBoot(Machine.ofBothBanks(), 1));
        assertThat(RULE.evaluate(Subjects.of(machine)))
                .extracting(RuleFailure::actual)
                .containsExactly("0 times");
    }

    @Test
    void is_not_deceived_by_a_better_dbx_measured_by_the_running_system() {
        Machine machine = machine(Subjects.hash(2));
        Subjects.database(machine, "dbx", Subjects.hashes(Subjects.hash(1)));
        assertThat(RULE.evaluate(Subjects.of(machine)))
                .extracting(RuleFailure::summary)
                .containsExactly("dbx lacks a revocation.");
    }

    @Test
    void fails_where_firmware_without_a_separator_leaves_room_for_a_second_dbx() {
        Machine machine = Machine.ofBothBanks();
        Subjects.database(machine, "dbx", Subjects.hashes(Subjects.hash(2)));
        Subjects.database(machine, "dbx", Subjects.hashes(Subjects.hash(1)));
        assertThat(RULE.evaluate(Subjects.of(machine)))
                .extracting(RuleFailure::actual)
                .containsExactly("2 times");
        machine.log().change(1, e -> e.withData(Bytes.EMPTY));
        assertThat(RULE.evaluate(Subjects.of(machine)))
                .extracting(RuleFailure::summary)
                .containsExactly("PCR 7 cannot be read whole.");
    }

    @Test
    void tells_the_first_hundred_lacking_and_counts_the_rest() {
        Set<Bytes> many =
                IntStream.range(0, 250).mapToObj(Subjects::hash).collect(Collectors.toCollection(LinkedHashSet::new));
        var failures = new DbxAtLeast(many, Set.of()).evaluate(Subjects.of(machine(Subjects.hash(9))));
        assertThat(failures).hasSize(101);
        assertThat(failures.getLast().actual()).isEqualTo("249 in all");
    }

    private static Machine machine(Bytes... hashes) {
        Machine machine = Subjects.secureBoot(Machine.ofBothBanks(), 1);
        return Subjects.separator(Subjects.database(machine, "dbx", Subjects.hashes(hashes)));
    }
}
