package dev.touchstone.agent.command;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A persistent handle of the owner hierarchy (TPM 2.0 Library, Part 2, §7.5). */
final class PersistentHandleConverter implements ITypeConverter<Integer> {

    private static final Pattern OWNERS = Pattern.compile("0x81[0-7][0-9a-fA-F]{5}");

    @Override
    public Integer convert(String value) {
        if (!OWNERS.matcher(value).matches()) {
            throw new TypeConversionException("expected a handle from 0x81000000 to 0x817fffff, not '" + value + "'");
        }
        return Integer.parseUnsignedInt(value, 2, value.length(), 16);
    }
}
