package dev.touchstone.server.dashboard.reference;

import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.reference.ComponentView;
import java.util.List;
import java.util.Locale;

/** A component, and its approved forms. */
record ComponentPanel(String id, List<VariantPanel> variants) {

    static ComponentPanel of(ComponentView view) {
        return new ComponentPanel(
                Visible.text(String.format(Locale.ROOT, "%03d-%s", view.number(), view.name())),
                view.variants().stream().map(VariantPanel::of).toList());
    }
}
