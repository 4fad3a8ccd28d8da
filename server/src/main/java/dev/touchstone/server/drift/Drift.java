package dev.touchstone.server.drift;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Reason;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.Divergence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a boot departs from what is approved, apart from whose boot it is.
 *
 * @param fingerprint equal for the identical set of unmatched digests
 * @param title the first thing a person should know
 * @param differences the first of them
 * @param differing the components in which something differs
 * @param same the components in which nothing does
 * @param pcrs the PCRs concerned
 */
record Drift(
        Bytes fingerprint,
        String title,
        List<DifferenceView> differences,
        List<String> differing,
        List<String> same,
        List<Integer> pcrs) {

    private static final int MAX_DIFFERENCES = 50;
    private static final int MAX_TITLE = 200;

    /** What a DRIFTED appraisal shows. */
    static Drift of(Appraisal appraisal) {
        String first = appraisal.reasons().getFirst().summary();
        return new Drift(
                fingerprint(appraisal),
                first.length() > MAX_TITLE ? first.substring(0, MAX_TITLE - 1) + "…" : first,
                appraisal.reasons().stream()
                        .limit(MAX_DIFFERENCES)
                        .map(DifferenceView::of)
                        .toList(),
                appraisal
                        .divergence()
                        .map(Divergence::differing)
                        .map(List::copyOf)
                        .orElse(List.of()),
                appraisal.divergence().map(Divergence::same).orElse(List.of()),
                pcrs(appraisal));
    }

    private static List<Integer> pcrs(Appraisal appraisal) {
        Stream<Integer> told =
                appraisal.reasons().stream().flatMapToInt(r -> r.pcr().stream()).boxed();
        Stream<Integer> differing = appraisal.divergence().stream()
                .flatMap(d -> d.differences().stream())
                .flatMapToInt(d -> d.pcr().stream())
                .boxed();
        return Stream.concat(told, differing).distinct().sorted().toList();
    }

    /**
     * Of a whole boot that diverges, the divergence's own. Where nothing could be compared, or a log is cut, the kinds
     * of reasons and their PCRs count as well, so that whole boots and cut ones are never of one cluster.
     */
    static Bytes fingerprint(Appraisal appraisal) {
        Optional<Bytes> unmatched = appraisal.divergence().map(Divergence::fingerprint);
        return unmatched.isPresent() && appraisal.cut().isEmpty()
                ? unmatched.get()
                : HashAlgorithm.SHA256.hash(Bytes.ofUtf8(canonical(appraisal, unmatched)));
    }

    private static String canonical(Appraisal appraisal, Optional<Bytes> unmatched) {
        List<String> lines = new ArrayList<>(appraisal.reasons().stream()
                .map(Drift::line)
                .distinct()
                .sorted()
                .toList());
        unmatched.ifPresent(f -> lines.add("divergence " + f.toHex()));
        return lines.stream().collect(Collectors.joining("\n", "reasons\n", "\n"));
    }

    private static String line(Reason reason) {
        return reason.code() + " " + (reason.pcr().isPresent() ? reason.pcr().getAsInt() : "");
    }
}
