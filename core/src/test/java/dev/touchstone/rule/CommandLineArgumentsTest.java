package dev.touchstone.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.facts.Hints;
import dev.touchstone.image.PcrSignatures;
import dev.touchstone.log.firmware.EventType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The rule command-line-arguments")
class CommandLineArgumentsTest {

    private static final Rule NO_INIT = rule(Set.of(), null, Set.of("init"));

    @Test
    void holds_where_what_is_required_is_there_and_nothing_forbidden() {
        Rule rule = rule(Set.of("lockdown=integrity"), Set.of("quiet", "root"), Set.of("init"));
        assertThat(rule.evaluate(booted("quiet root=/dev/sda lockdown=integrity")))
                .isEmpty();
    }

    @Test
    void fails_for_each_argument_missing_forbidden_or_not_allowed() {
        Rule rule = rule(Set.of("lockdown=integrity"), Set.of("quiet"), Set.of("init"));
        assertThat(rule.evaluate(booted("quiet init=/bin/sh nokaslr")))
                .extracting(RuleFailure::expected)
                .containsExactly("lockdown=integrity", "no init", "one of the allowed arguments");
    }

    @Test
    void fails_where_a_required_argument_is_given_another_value_too() {
        Rule rule = rule(Set.of("lockdown=integrity"), null, Set.of());
        assertThat(rule.evaluate(booted("lockdown=integrity lockdown=none")))
                .extracting(RuleFailure::actual)
                .containsExactly("\"lockdown=none\"");
    }

    @Test
    void fails_where_a_line_that_may_stand_in_for_another_lacks_what_is_required() {
        Machine machine = Machine.booted("lockdown=integrity").commandLine("quiet");
        assertThat(rule(Set.of("lockdown=integrity"), null, Set.of()).evaluate(Subjects.of(machine)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init=/bin/sh",
                "quiet \"init=/bin/sh\"",
                "'init=/bin/sh'",
                "in'it'=/bin/sh",
                "foo=\"bar init=/bin/sh\"",
                "foo='a b' init",
                "quiet\tinit=/bin/sh",
                "quiet\u00a0init=/bin/sh"
            })
    void finds_a_forbidden_argument_as_the_kernel_systemd_or_a_script_would(String line) {
        assertThat(NO_INIT.evaluate(booted(line))).isNotEmpty().allSatisfy(f -> {
            assertThat(f.expected()).isEqualTo("no init");
            assertThat(f.pcr()).hasValue(12);
        });
    }

    @Test
    void takes_dashes_and_underscores_of_names_for_the_same() {
        Rule rule = rule(Set.of(), null, Set.of("systemd.debug_shell"));
        assertThat(rule.evaluate(booted("systemd.debug-shell"))).hasSize(1);
        assertThat(rule.evaluate(booted("systemd.debug_shells"))).isEmpty();
    }

    @Test
    void fails_where_a_forbidden_argument_may_hide_in_a_line_whose_text_is_another() {
        Machine machine = Machine.booted("init=/bin/sh");
        int line = machine.log().events().size() - 1;
        machine.log().change(line, e -> e.withData(Bytes.of("quiet\0".getBytes(StandardCharsets.UTF_16LE))));
        assertThat(NO_INIT.evaluate(Subjects.of(machine)))
                .extracting(RuleFailure::summary)
                .containsExactly("There may be more of a kernel command line than is known.");
    }

    @Test
    void fails_where_only_the_running_system_vouches_for_the_command_line() {
        Machine machine = Machine.ofBothBanks().firmware(4, "kernel");
        Bytes options = Bytes.of("quiet\0".getBytes(StandardCharsets.UTF_16LE));
        machine.firmware(9, EventType.EV_IPL, options);
        var hinted = RuleSubject.of(
                machine.boot(), new Carried(new Hints(List.of("quiet")), PcrSignatures.NONE, List.of()), Subjects.NOW);
        assertThat(hinted.facts().commandLines().complete()).isTrue();
        assertThat(NO_INIT.evaluate(hinted))
                .extracting(RuleFailure::summary)
                .containsExactly("No loader measured the command line it gave.");
    }

    @Test
    void passes_over_the_kernels_file_that_GRUB_names_first() {
        Rule rule = rule(Set.of(), Set.of("quiet"), Set.of());
        assertThat(rule.evaluate(grub("(hd0)/vmlinuz quiet"))).isEmpty();
        assertThat(rule.evaluate(grub("(hd0)/vmlinuz quiet (hd0)/other"))).hasSize(1);
    }

    @Test
    void fails_without_any_command_line_measured() {
        assertThat(NO_INIT.evaluate(Subjects.of(Machine.ofBothBanks().firmware(4, "kernel"))))
                .hasSize(1);
    }

    private static RuleSubject booted(String line) {
        return Subjects.of(Machine.booted(line));
    }

    private static RuleSubject grub(String line) {
        return Subjects.of(Machine.ofBothBanks()
                .firmware(8, EventType.EV_IPL, Bytes.ofUtf8(line), Bytes.ofUtf8("kernel_cmdline: " + line + "\0")));
    }

    private static Rule rule(Set<String> required, @Nullable Set<String> allowed, Set<String> forbidden) {
        return new CommandLineArguments(
                of(required), Optional.ofNullable(allowed).map(CommandLineArgumentsTest::of), of(forbidden));
    }

    private static Set<KernelArgument> of(Set<String> arguments) {
        return Stream.of(arguments).flatMap(Set::stream).map(KernelArgument::of).collect(Collectors.toSet());
    }
}
