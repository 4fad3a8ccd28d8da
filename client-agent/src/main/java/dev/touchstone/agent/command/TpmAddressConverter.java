package dev.touchstone.agent.command;

import dev.touchstone.agent.tpm.TpmAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

final class TpmAddressConverter implements ITypeConverter<TpmAddress> {

    @Override
    public TpmAddress convert(String value) {
        try {
            return TpmAddress.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
