package dev.touchstone.server.binding;

import dev.touchstone.server.problem.Refusal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The link-layer address of one station (EUI-48).
 *
 * @param text six bytes in lower-case hex, with colons
 */
public record MacAddress(String text) {

    private static final int BYTES = 6;
    private static final Pattern SPELLINGS = Pattern.compile(
            "[0-9a-f]{12}|[0-9a-f]{2}(:[0-9a-f]{2}){5}|[0-9a-f]{2}(-[0-9a-f]{2}){5}|[0-9a-f]{4}(\\.[0-9a-f]{4}){2}");

    /**
     * Reads the spellings that network equipment uses: {@code 02-00-5E-10-00-01} (IEEE 802, RADIUS), with colons,
     * {@code 0200.5e10.0001}, or bare. Empty for anything else, all zeros and group addresses.
     */
    public static Optional<MacAddress> parse(String spelling) {
        String lower = spelling.toLowerCase(Locale.ROOT);
        if (!SPELLINGS.matcher(lower).matches()) {
            return Optional.empty();
        }
        String digits = lower.replaceAll("[^0-9a-f]", "");
        boolean group = (Character.digit(digits.charAt(1), 16) & 1) == 1;
        if (group || digits.equals("0".repeat(2 * BYTES))) {
            return Optional.empty();
        }
        return Optional.of(new MacAddress(IntStream.range(0, BYTES)
                .mapToObj(i -> digits.substring(2 * i, 2 * i + 2))
                .collect(Collectors.joining(":"))));
    }

    static MacAddress require(String spelling) {
        return parse(spelling)
                .orElseThrow(() -> new Refusal(
                        400, "mac-invalid", "An address is six bytes in hex of one station: 02:00:5e:10:00:01."));
    }
}
