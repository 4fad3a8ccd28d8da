package dev.touchstone.server.reference;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Stores a state as its word. */
@Converter
class VersionStateColumn implements AttributeConverter<VersionState, String> {

    @Override
    public String convertToDatabaseColumn(VersionState state) {
        return state.word();
    }

    @Override
    public VersionState convertToEntityAttribute(String word) {
        return VersionState.ofWord(word);
    }
}
