package dev.touchstone.server.reference;

import dev.touchstone.reference.Component;
import java.util.List;

/** A component on the wire. */
public record ComponentView(int number, String name, List<VariantView> variants) {

    /** A component without rules. */
    public static ComponentView of(Component component) {
        return new ComponentView(
                component.number(),
                component.name(),
                component.variants().stream()
                        .map(v -> VariantView.of(v, rule -> {
                            throw new IllegalArgumentException("no rule is expected: " + rule.id());
                        }))
                        .toList());
    }
}
