package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.event.AuthorityValue;
import dev.touchstone.event.EventContent;
import dev.touchstone.facts.Shim.Generation;
import dev.touchstone.facts.Shim.MokVariable;
import dev.touchstone.facts.Shim.Sbat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads shim's state: its revocation level in PCR 7, the machine owner's variables in PCR 14. */
final class ShimReader {

    private static final int MOK_PCR = 14;
    private static final List<Bytes> SWITCHES = List.of(Bytes.EMPTY, Bytes.of((byte) 0), Bytes.of((byte) 1));
    private static final Pattern GENERATION = Pattern.compile("([^,]{1,64}),([0-9]{1,9})(,.*)?");

    private final Measurements measurements;

    ShimReader(Measurements measurements) {
        this.measurements = measurements;
    }

    Shim read() {
        return new Shim(
                authorities()
                        .flatMap(a -> a.value() instanceof AuthorityValue.Sbat(String level)
                                ? Stream.of(sbat(level))
                                : Stream.empty())
                        .findFirst(),
                authorities()
                        .filter(a -> a.variable().name().equals("MokListTrusted"))
                        .flatMap(a ->
                                a.value() instanceof AuthorityValue.Flag(boolean on) ? Stream.of(on) : Stream.empty())
                        .findFirst(),
                variables());
    }

    private Stream<EventContent.Authority> authorities() {
        return measurements
                .bound(SecureBootReader.PCR, EventContent.Authority.class)
                .map(Measurements.Bound::content);
    }

    private static Sbat sbat(String level) {
        List<Generation> generations = new ArrayList<>();
        for (String line : level.split("\n", -1)) {
            var matcher = GENERATION.matcher(line.strip());
            if (matcher.matches()) {
                generations.add(new Generation(matcher.group(1), Integer.parseInt(matcher.group(2))));
            }
        }
        return new Sbat(level, generations);
    }

    private List<MokVariable> variables() {
        return measurements.of(MOK_PCR).stream()
                .flatMap(m -> variable(m).stream())
                .toList();
    }

    private static Optional<MokVariable> variable(Measurement measurement) {
        return measurement.content().orElse(null) instanceof EventContent.ShimVariable(String name)
                ? measurement.digest().map(d -> new MokVariable(measurement.index(), d, content(d), name))
                : Optional.empty();
    }

    /** Switches are one byte long: there are few enough contents to try. */
    private static Optional<String> content(Digest digest) {
        return SWITCHES.stream()
                .filter(bytes -> digest.algorithm().hash(bytes).equals(digest.value()))
                .map(Bytes::toHex)
                .findFirst();
    }
}
