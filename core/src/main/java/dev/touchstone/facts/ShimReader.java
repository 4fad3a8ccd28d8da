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

/** Reads shim's state: its revocation level in PCR 7, the machine owner's variables in PCR 14. */
final class ShimReader {

    private static final int MOK_PCR = 14;
    private static final List<Known> SWITCHES =
            List.of(Known.of(Bytes.EMPTY), Known.of(Bytes.of((byte) 0)), Known.of(Bytes.of((byte) 1)));
    private static final List<String> CONTENTS = List.of("", "00", "01");
    private static final Pattern GENERATION = Pattern.compile("([^,]{1,64}),([0-9]{1,9})(,.*)?");

    private final Measurements measurements;

    ShimReader(Measurements measurements) {
        this.measurements = measurements;
    }

    Shim read() {
        return new Shim(sbatLevel(), mokListTrusted(), variables());
    }

    /** The first; past something that cannot be read, it might be the second. */
    private Optional<Sbat> sbatLevel() {
        for (Measurement measurement : measurements.of(SecureBootReader.PCR)) {
            if (!SecureBootReader.isRead(measurement)) {
                return Optional.empty();
            }
            if (measurement.boundContent().orElse(null) instanceof EventContent.Authority(var _, var value)
                    && value instanceof AuthorityValue.Sbat(String level)) {
                return Optional.of(sbat(level));
            }
        }
        return Optional.empty();
    }

    private Optional<Boolean> mokListTrusted() {
        List<Measurement> found = KnownFlag.MOK_LIST_TRUSTED.in(measurements.of(SecureBootReader.PCR));
        List<Optional<Boolean>> values = found.stream()
                .map(m -> m.bound() ? KnownFlag.MOK_LIST_TRUSTED.value(m) : Optional.<Boolean>empty())
                .distinct()
                .toList();
        return values.size() == 1 ? values.getFirst() : Optional.empty();
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

    /** All of the register: which of it are shim's variables is only said. */
    private List<MokVariable> variables() {
        return measurements.of(MOK_PCR).stream()
                .filter(m -> !Known.isSeparator(m))
                .flatMap(m -> m.digest().map(d -> variable(m, d)).stream())
                .toList();
    }

    private static MokVariable variable(Measurement measurement, Digest digest) {
        String name = measurement.content().orElse(null) instanceof EventContent.ShimVariable(String told)
                ? told
                : measurement.source().untrustedType();
        return new MokVariable(measurement.index(), digest, content(measurement), name);
    }

    /** Switches are one byte long: there are few enough contents to try. */
    private static Optional<String> content(Measurement measurement) {
        for (int i = 0; i < CONTENTS.size(); i++) {
            if (SWITCHES.get(i).in(measurement)) {
                return Optional.of(CONTENTS.get(i));
            }
        }
        return Optional.empty();
    }
}
