package dev.touchstone.server.dashboard.reference;

import dev.touchstone.server.baseline.BaselineView;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.dashboard.job.Outcomes;
import dev.touchstone.server.reference.VariantView.Match;
import java.util.List;
import java.util.Locale;

/**
 * A part of many boots, and how it may be matched.
 *
 * @param seen in how many forms, on how many hosts
 * @param field what the choice is called in the form
 */
record BaselinePart(
        String id, String field, String seen, boolean outlier, List<Choice> choices, List<RecordLine> example) {

    private static final int MOST = 20;

    /** One way to match it. */
    record Choice(String word, String title, boolean suggested) {}

    static BaselinePart of(BaselineView.PartView part) {
        return new BaselinePart(
                String.format(Locale.ROOT, "%03d-%s", part.component(), Visible.text(part.name())),
                "match-" + part.component(),
                seen(part.forms()),
                part.forms().stream().anyMatch(BaselineView.FormView::outlier),
                List.of(
                        choice(part, Match.SEQUENCE, "as seen, in order"),
                        choice(part, Match.ANY_OF, "any of what was seen"),
                        choice(part, Match.HOST_UNIQUE, "each host's own"),
                        choice(part, Match.VOLATILE, "not checked")),
                part.forms().isEmpty()
                        ? List.of()
                        : part.forms().getFirst().records().stream()
                                .limit(MOST)
                                .map(RecordLine::of)
                                .toList());
    }

    private static Choice choice(BaselineView.PartView part, Match match, String title) {
        return new Choice(match.name().toLowerCase(Locale.ROOT), title, part.suggestion() == match);
    }

    private static String seen(List<BaselineView.FormView> forms) {
        String most = forms.isEmpty() ? "0" : Outcomes.number(forms.getFirst().hosts());
        return forms.size() == 1
                ? "one form, on " + most + " hosts"
                : Outcomes.number(forms.size()) + " forms, the most frequent on " + most + " hosts";
    }
}
