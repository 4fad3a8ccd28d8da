package dev.touchstone.rule;

import dev.touchstone.facts.CommandLines.Argument;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An argument of the kernel's command line, as rules name it: {@code init} is any use of that name,
 * {@code lockdown=integrity} that value alone. In names, {@code -} and {@code _} are the same, as they are to the
 * kernel (kernel/params.c, parameq) and systemd.
 *
 * @param name what stands before the first {@code =}
 * @param value what stands after it; empty for any, or none
 */
public record KernelArgument(String name, Optional<String> value) {

    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cc}\"'\\\\=\\u00a0]{1,128}");
    private static final int MAX_VALUE = 1024;

    public KernelArgument {
        Listed.require(NAME.matcher(name).matches(), "no argument's name: " + name);
        Listed.require(value.map(String::length).orElse(0) <= MAX_VALUE, "a value of more than " + MAX_VALUE);
    }

    /** Reads {@code name} or {@code name=value}. */
    public static KernelArgument of(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new KernelArgument(text, Optional.empty())
                : new KernelArgument(text.substring(0, equals), Optional.of(text.substring(equals + 1)));
    }

    boolean isNamed(Argument argument) {
        return same(name, argument.name());
    }

    boolean matches(Argument argument) {
        return isNamed(argument) && (value.isEmpty() || value.equals(argument.value()));
    }

    private static boolean same(String one, String other) {
        return one.replace('-', '_').equals(other.replace('-', '_'));
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return name + value.map(v -> "=" + v).orElse("");
    }
}
