package dev.touchstone.server.baseline;

import dev.touchstone.server.reference.VariantView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to make of a baseline.
 *
 * @param name the set
 * @param selector the labels of the hosts it is for; every host if absent
 * @param components how each chosen component is matched: {@code {"405": "sequence"}}
 * @param minimumHosts combinations on fewer hosts are left out; 1 if absent
 */
public record DraftRequest(
        String name,
        @Nullable Map<String, String> selector,
        Map<Integer, VariantView.Match> components,
        @Nullable Integer minimumHosts) {}
