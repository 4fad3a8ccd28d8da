package dev.touchstone.prediction;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.image.PhasePath;
import dev.touchstone.image.UkiProfile;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the artifact does not say itself.
 *
 * @param banks the banks digests are computed for; at least one
 * @param phases how far systemd may have come when a host attests: one variant for each; none where nothing measures
 *     phases
 * @param loaders who may start it; at least one
 * @param shim whether shim may stand before the loader: it then checks each kernel, and measures it for that
 * @param commandLine the command line a boot entry passes, or none: then nothing may be passed
 * @param label what the variants are called
 */
public record PredictionOptions(
        Set<HashAlgorithm> banks,
        List<PhasePath> phases,
        Set<Loader> loaders,
        boolean shim,
        Optional<String> commandLine,
        String label) {

    /** Phase paths that may be asked for. */
    public static final int MAX_PHASES = 64;

    /** Characters of a label. */
    public static final int MAX_LABEL = 200;

    public PredictionOptions {
        banks = Set.copyOf(banks);
        phases = List.copyOf(phases);
        loaders = Set.copyOf(loaders);
        refuseUnless(!banks.isEmpty() && banks.stream().allMatch(HashAlgorithm::computable), "banks are " + banks);
        refuseUnless(!loaders.isEmpty(), "no loader is named");
        refuseUnless(phases.size() <= MAX_PHASES, "at most " + MAX_PHASES + " phase paths, not " + phases.size());
        refuseUnless(!label.isBlank() && label.length() <= MAX_LABEL, "a label has 1 to " + MAX_LABEL + " characters");
        refuseUnless(
                commandLine.stream().noneMatch(l -> l.length() > UkiProfile.MAX_TEXT || l.indexOf('\0') >= 0),
                "a command line has at most " + UkiProfile.MAX_TEXT + " characters, none of them NUL");
    }

    /** SHA-256 and SHA-384, systemd's phases, any loader, with shim or without, no command line from outside. */
    public static PredictionOptions of(String label) {
        return new PredictionOptions(
                EnumSet.of(HashAlgorithm.SHA256, HashAlgorithm.SHA384),
                PhasePath.SYSTEMD,
                EnumSet.allOf(Loader.class),
                true,
                Optional.empty(),
                label);
    }

    /** These, for other phases. */
    public PredictionOptions withPhases(List<PhasePath> others) {
        return new PredictionOptions(banks, others, loaders, shim, commandLine, label);
    }

    /** These, for other loaders. */
    public PredictionOptions withLoaders(Set<Loader> others) {
        return new PredictionOptions(banks, phases, others, shim, commandLine, label);
    }

    /** These, without shim. */
    public PredictionOptions withoutShim() {
        return new PredictionOptions(banks, phases, loaders, false, commandLine, label);
    }

    /** These, with a command line passed from outside. */
    public PredictionOptions withCommandLine(String line) {
        return new PredictionOptions(banks, phases, loaders, shim, Optional.of(line), label);
    }

    private static void refuseUnless(boolean good, String message) {
        if (!good) {
            throw new IllegalArgumentException(message);
        }
    }
}
