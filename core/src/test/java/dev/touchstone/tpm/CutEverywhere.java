package dev.touchstone.tpm;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/** Every proper beginning of a good structure. */
record CutEverywhere(Bytes whole) {

    interface Parser {
        Object parse(Bytes bytes) throws MalformedException;
    }

    static CutEverywhere of(Bytes whole) {
        return new CutEverywhere(whole);
    }

    void isRefusedBy(Parser parser) {
        for (int length = 0; length < whole.length(); length++) {
            Bytes cut = whole.slice(0, length);
            assertThatExceptionOfType(MalformedException.class)
                    .as("cut to %d of %d bytes", length, whole.length())
                    .isThrownBy(() -> parser.parse(cut));
        }
        Bytes longer = Bytes.concat(whole, Bytes.of((byte) 0));
        assertThatExceptionOfType(MalformedException.class).as("one byte more").isThrownBy(() -> parser.parse(longer));
    }
}
