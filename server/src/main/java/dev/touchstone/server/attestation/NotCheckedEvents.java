package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import java.util.List;

/**
 * Events of one component that an exclusion passed over.
 *
 * @param component such as {@code 100-boot-order}
 * @param variant the exclusion's label
 * @param events by log and index, such as {@code firmware#31}; the first hundred
 * @param count how many there were
 */
public record NotCheckedEvents(String component, String variant, List<String> events, int count) {

    private static final int MAX_NAMED = 100;

    static List<NotCheckedEvents> of(Appraisal appraisal) {
        return appraisal.matched().stream()
                .filter(c -> !c.notChecked().isEmpty())
                .map(c -> new NotCheckedEvents(
                        c.component(),
                        c.variant(),
                        c.notChecked().stream()
                                .limit(MAX_NAMED)
                                .map(e -> e.log() + "#" + e.index())
                                .toList(),
                        c.notChecked().size()))
                .toList();
    }
}
