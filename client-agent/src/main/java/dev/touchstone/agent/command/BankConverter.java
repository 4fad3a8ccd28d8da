package dev.touchstone.agent.command;

import dev.touchstone.bytes.HashAlgorithm;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a bank's name. */
final class BankConverter implements ITypeConverter<HashAlgorithm> {

    @Override
    public HashAlgorithm convert(String value) {
        return HashAlgorithm.ofBank(value.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new TypeConversionException("a bank is one of "
                        + String.join(
                                ", ",
                                Arrays.stream(HashAlgorithm.values())
                                        .map(HashAlgorithm::bank)
                                        .toList())));
    }
}
