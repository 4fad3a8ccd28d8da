package dev.touchstone.server.result;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The trustworthiness vector of a verdict, and the status it amounts to (AR4SI §2.3, EAR §3.1).
 *
 * <p>The status is computed from the vector, never chosen beside it: it cannot be better than the worst claim.
 */
record Trustworthiness(SortedMap<String, Integer> vector) {

    private static final int RECOGNISED = 2;
    private static final int BOOT_TIME_APPROVED = 3;
    private static final int UNRECOGNISED = 33;
    private static final int ELEMENTS_UNAVAILABLE = 36;
    private static final int UNTRUSTWORTHY = 96;
    private static final int CRYPTO_VALIDATION_FAILED = 99;

    /** The tiers of AR4SI §2.3.2, best first; {@code none} makes no claim. */
    enum Status {
        NONE,
        AFFIRMING,
        WARNING,
        CONTRAINDICATED;

        /** The tier of one claim of ours; we use none of the negative ones, which are for private use. */
        static Status of(int claim) {
            return claim >= 96 ? CONTRAINDICATED : claim >= 32 ? WARNING : claim >= 2 ? AFFIRMING : NONE;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Trustworthiness of(String verdict, String identity, List<String> reasons) {
        return new Trustworthiness(new TreeMap<>(
                switch (verdict) {
                    case "TRUSTED" -> trusted(identity);
                    case "DRIFTED" -> drifted(reasons);
                    case "REJECTED" -> Map.of("instance-identity", rejection(reasons));
                    // STALE and PENDING claim nothing: what was is not known to be.
                    default -> Map.of();
                }));
    }

    Status status() {
        return vector.values().stream().map(Status::of).max(Status::compareTo).orElse(Status.NONE);
    }

    private static Map<String, Integer> trusted(String identity) {
        var claims = new TreeMap<>(Map.of(
                "instance-identity", RECOGNISED, "configuration", RECOGNISED, "executables", BOOT_TIME_APPROVED));
        if (identity.equals("hardware")) {
            claims.put("hardware", RECOGNISED);
        }
        return claims;
    }

    private static Map<String, Integer> drifted(List<String> reasons) {
        var claims = new TreeMap<>(Map.of("instance-identity", RECOGNISED, "executables", UNRECOGNISED));
        if (reasons.contains("log-incomplete")) {
            claims.put("configuration", ELEMENTS_UNAVAILABLE);
        }
        return claims;
    }

    private static int rejection(List<String> reasons) {
        return reasons.contains("tpm-state-rolled-back") ? UNTRUSTWORTHY : CRYPTO_VALIDATION_FAILED;
    }
}
