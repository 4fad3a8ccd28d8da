package dev.touchstone.server.dashboard.reference;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.baseline.BaselineDrafts;
import dev.touchstone.server.baseline.BaselineView;
import dev.touchstone.server.baseline.Baselines;
import dev.touchstone.server.baseline.DraftRequest;
import dev.touchstone.server.dashboard.frame.LabelText;
import dev.touchstone.server.dashboard.frame.Told;
import dev.touchstone.server.reference.DraftedVersion;
import dev.touchstone.server.reference.VariantView.Match;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What many hosts have in common, and the draft that is made of it. */
@Controller
@RequestMapping("/baselines/{id}")
class BaselinePage {

    private static final String MATCH = "match-";

    private final Baselines baselines;
    private final BaselineDrafts drafts;

    BaselinePage(Baselines baselines, BaselineDrafts drafts) {
        this.baselines = baselines;
        this.drafts = drafts;
    }

    @GetMapping
    String show(@PathVariable UUID id, Model model) {
        BaselineView view = baselines.view(id);
        model.addAttribute("id", id);
        model.addAttribute("hosts", view.hosts());
        model.addAttribute("parts", view.parts().stream().map(BaselinePart::of).toList());
        return "reference/baseline";
    }

    /** @param all every field of the form: how each part is matched is called {@code match-405} */
    @PostMapping
    String draft(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String selector,
            @RequestParam(defaultValue = "1") int minimum,
            @RequestParam Map<String, String> all,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes next) {
        return Told.leading("/baselines/" + id, next, "Drafted. Nobody is judged by it until it is approved.", () -> {
            var request = new DraftRequest(name.strip(), LabelText.read(selector), matches(all), minimum);
            DraftedVersion drafted = drafts.draft(id, request, caller.name());
            return "/reference-sets/" + drafted.name() + "/versions/" + drafted.version();
        });
    }

    /** What is left out says nothing; what is not a way to match is passed over. */
    private static Map<Integer, Match> matches(Map<String, String> all) {
        Map<Integer, Match> matches = new TreeMap<>();
        for (Match match : Match.values()) {
            all.forEach((field, chosen) -> {
                if (field.matches(MATCH + "[0-9]{1,3}")
                        && chosen.equals(match.name().toLowerCase(Locale.ROOT))) {
                    matches.put(Integer.parseInt(field.substring(MATCH.length())), match);
                }
            });
        }
        return matches;
    }
}
