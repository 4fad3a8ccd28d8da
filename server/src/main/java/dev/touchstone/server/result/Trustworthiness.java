package dev.touchstone.server.result;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The trustworthiness vector of a host, and the tier it amounts to (AR4SI §2.3, EAR §3.1).
 *
 * <p>The tier is computed from the vector, never chosen beside it: it cannot be better than the worst claim.
 */
record Trustworthiness(Map<Category, Integer> claims) {

    static final int RECOGNISED = 2;
    static final int APPROVED_AT_BOOT = 3;
    private static final int UNRECOGNISED = 33;
    private static final int UNTRUSTWORTHY = 96;

    /** The PCRs without which nothing good is claimed of firmware, programs and settings. */
    private static final int FIRMWARE = 0;

    private static final int BOOT_PROGRAMS = 4;
    private static final int SECURE_BOOT = 7;

    /** The worse the greater: by tier, and within one by number. */
    private static final Comparator<Integer> WORST =
            Comparator.comparing(Tier::of).thenComparing(Comparator.naturalOrder());

    static Trustworthiness of(ResultClaims host) {
        Map<Category, Integer> claims = new EnumMap<>(Category.class);
        host.reasons().stream()
                .flatMap(reason -> TrustTable.of(reason).stream())
                .forEach(row -> add(claims, row.category(), row.value()));
        switch (host.verdict()) {
            case "TRUSTED" -> host.evidence().ifPresent(evidence -> approve(claims, host.identity(), evidence));
            case "DRIFTED" -> atLeast(claims, Category.EXECUTABLES, UNRECOGNISED);
            case "REJECTED" -> atLeast(claims, Category.INSTANCE_IDENTITY, UNTRUSTWORTHY);
            // What a STALE or PENDING host was once is not known to be.
            default -> {}
        }
        return new Trustworthiness(claims);
    }

    /** What was judged is claimed, and no more. */
    private static void approve(Map<Category, Integer> claims, String identity, ResultClaims.Evidence evidence) {
        List<Integer> unchecked = evidence.notChecked();
        add(claims, Category.INSTANCE_IDENTITY, RECOGNISED);
        if (!unchecked.contains(SECURE_BOOT)) {
            add(claims, Category.CONFIGURATION, RECOGNISED);
        }
        if (!unchecked.contains(BOOT_PROGRAMS)) {
            add(claims, Category.EXECUTABLES, evidence.filesJudged() ? RECOGNISED : APPROVED_AT_BOOT);
        }
        if (!unchecked.contains(FIRMWARE) && identity.equals("hardware")) {
            add(claims, Category.HARDWARE, RECOGNISED);
        }
    }

    /** The quote is the host's own; and whatever the reasons say, the tier is no better than the verdict. */
    private static void atLeast(Map<Category, Integer> claims, Category category, int claim) {
        if (worst(claims).compareTo(Tier.of(claim)) < 0) {
            add(claims, category, claim);
        }
        add(claims, Category.INSTANCE_IDENTITY, RECOGNISED);
    }

    private static void add(Map<Category, Integer> claims, Category category, int claim) {
        claims.merge(category, claim, (a, b) -> WORST.compare(a, b) >= 0 ? a : b);
    }

    private static Tier worst(Map<Category, Integer> claims) {
        return claims.values().stream()
                .map(Tier::of)
                .max(Comparator.naturalOrder())
                .orElse(Tier.NONE);
    }

    Tier tier() {
        return worst(claims);
    }

    /** The vector in the names of the wire. */
    SortedMap<String, Integer> vector() {
        SortedMap<String, Integer> vector = new TreeMap<>();
        claims.forEach((category, claim) -> vector.put(category.word(), claim));
        return vector;
    }
}
