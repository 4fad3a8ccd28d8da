package dev.touchstone.server.dashboard.reference;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.baseline.Baselines;
import dev.touchstone.server.dashboard.frame.LabelText;
import dev.touchstone.server.dashboard.frame.Told;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.VersionViews;
import java.time.Clock;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** All reference sets, and how new ones begin. */
@Controller
class SetListPage {

    private static final String PAGE = "/reference-sets";

    private final VersionViews versions;
    private final Baselines baselines;
    private final Clock clock;

    SetListPage(VersionViews versions, Baselines baselines, Clock clock) {
        this.versions = versions;
        this.baselines = baselines;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    String list(@RequestParam(defaultValue = "") String attestation, Model model) {
        model.addAttribute("sets", SetRow.of(versions.all(), clock.instant()));
        model.addAttribute("attestation", Visible.text(attestation));
        return "reference/list";
    }

    /** Learns from a host: what one attestation shows becomes a draft. */
    @PostMapping(PAGE)
    String learn(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String attestation,
            @RequestParam(defaultValue = "") String selector,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes next) {
        return Told.leading(PAGE, next, "Drafted. Nobody is judged by it until it is approved.", () -> {
            var id = versions.capture(name.strip(), uuid(attestation), LabelText.read(selector), caller.name());
            return PAGE + "/" + id.setName() + "/versions/" + id.number();
        });
    }

    @PostMapping(PAGE + "/baselines")
    String baseline(
            @RequestParam(defaultValue = "") String labels,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes next) {
        return Told.leading(
                PAGE,
                next,
                "Begun.",
                () -> "/jobs/"
                        + baselines.begin(LabelText.read(labels), caller.name()).id());
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text.strip());
        } catch (IllegalArgumentException _) {
            throw new Refusal(400, "attestation-invalid", "That is not the id of an attestation.");
        }
    }
}
