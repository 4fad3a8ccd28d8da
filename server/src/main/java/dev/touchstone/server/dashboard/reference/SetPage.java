package dev.touchstone.server.dashboard.reference;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.change.Changes;
import dev.touchstone.server.dashboard.frame.Told;
import dev.touchstone.server.reference.ReferenceVersionId;
import dev.touchstone.server.reference.ReferenceVersionView;
import dev.touchstone.server.reference.RolloutProgress;
import dev.touchstone.server.reference.VersionState;
import dev.touchstone.server.reference.VersionViews;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One set: its versions, and the way back from the newest. */
@Controller
@RequestMapping("/reference-sets/{name:" + SetPage.NAME + "}")
class SetPage {

    /** A set's name, as far as an address needs to know. */
    static final String NAME = "[a-z0-9._-]+";

    private final VersionViews versions;
    private final RolloutProgress rollouts;
    private final Changes changes;
    private final Clock clock;

    SetPage(VersionViews versions, RolloutProgress rollouts, Changes changes, Clock clock) {
        this.versions = versions;
        this.rollouts = rollouts;
        this.changes = changes;
        this.clock = clock;
    }

    @GetMapping
    String show(@PathVariable String name, Model model) {
        Instant now = clock.instant();
        List<ReferenceVersionView> all = versions.versions(name);
        List<ReferenceVersionView> inForce =
                all.stream().filter(v -> v.state() == VersionState.APPROVED).toList();
        model.addAttribute("name", name);
        model.addAttribute("rows", all.stream().map(v -> VersionRow.of(v, now)).toList());
        model.addAttribute("rollback", inForce.size() > 1 ? rollback(inForce) : null);
        model.addAttribute("rollout", inForce.isEmpty() ? null : rollout(inForce.getFirst()));
        return "reference/set";
    }

    /** What a rollback comes to. */
    record Rollback(int from, int to) {}

    private static Rollback rollback(List<ReferenceVersionView> inForce) {
        return new Rollback(inForce.getFirst().version(), inForce.get(1).version());
    }

    private RolloutBar rollout(ReferenceVersionView newest) {
        ReferenceVersionId id = new ReferenceVersionId(newest.name(), newest.version());
        return RolloutBar.of(id, rollouts.of(id));
    }

    /** Proposes that the newest version in force goes. */
    @PostMapping("/rollback")
    String rollback(@PathVariable String name, @AuthenticationPrincipal Caller caller, RedirectAttributes next) {
        var wanted = new Changes.Wanted("reference-rollback", "Roll back " + name, Map.of("name", name));
        return Told.leading(
                "/reference-sets/" + name,
                next,
                "Proposed. It waits for approval.",
                () -> "/changes/" + changes.proposeNew(wanted, caller).id());
    }
}
