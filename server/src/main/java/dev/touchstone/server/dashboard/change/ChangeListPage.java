package dev.touchstone.server.dashboard.change;

import dev.touchstone.server.change.Change;
import dev.touchstone.server.change.ChangeState;
import dev.touchstone.server.change.Changes;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Changes by state, the newest first. */
@Controller
class ChangeListPage {

    private static final int LIMIT = 50;

    private final Changes changes;
    private final Clock clock;

    ChangeListPage(Changes changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    /** One way to narrow the list down. */
    record Filter(String title, String href, boolean current) {}

    @GetMapping("/changes")
    String list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable UUID after,
            Model model) {
        Instant now = clock.instant();
        @Nullable ChangeState wanted = state(state);
        List<Change> found = changes.list(wanted, after, LIMIT + 1);
        List<Change> page = found.subList(0, Math.min(LIMIT, found.size()));
        model.addAttribute("filters", filters(wanted));
        model.addAttribute("filtered", wanted != null || after != null);
        model.addAttribute("rows", page.stream().map(c -> ChangeRow.of(c, now)).toList());
        model.addAttribute("first", after == null ? null : href(wanted));
        model.addAttribute(
                "next", found.size() > LIMIT ? next(wanted, page.getLast().id()) : null);
        return "change/list";
    }

    private static List<Filter> filters(@Nullable ChangeState wanted) {
        return Stream.concat(
                        Stream.of(new Filter("all", href(null), wanted == null)),
                        Arrays.stream(ChangeState.values()).map(s -> new Filter(s.word(), href(s), s == wanted)))
                .toList();
    }

    private static String href(@Nullable ChangeState state) {
        return state == null ? "/changes" : "/changes?state=" + state.word();
    }

    private static String next(@Nullable ChangeState state, UUID after) {
        return href(state) + (state == null ? "?" : "&") + "after=" + after;
    }

    private static @Nullable ChangeState state(@Nullable String word) {
        try {
            return word == null ? null : ChangeState.ofWord(word);
        } catch (IllegalArgumentException _) {
            throw new Refusal(400, "state-invalid", "A change is draft, proposed, approved, rejected or withdrawn.");
        }
    }
}
