package dev.touchstone.server.dashboard.frame;

import dev.touchstone.server.problem.Refusal;
import java.util.function.Supplier;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Does what a form asks and leads on to a page that tells of it once, whether it was done or refused: a reload repeats
 * nothing.
 */
public final class Told {

    private Told() {}

    /**
     * Acts, and says what became of it on the page it leads to.
     *
     * @param page where to go on; a path of ours, never one that a request named
     * @param done what to say when it is done
     */
    public static String on(String page, RedirectAttributes next, String done, Runnable act) {
        try {
            act.run();
            next.addFlashAttribute("done", done);
        } catch (Refusal refusal) {
            next.addFlashAttribute("refused", refusal.detail());
        }
        return "redirect:" + page;
    }

    /**
     * Acts, and leads on to the page that the act names, or back to where the form was.
     *
     * @param back where to go if it is refused
     * @param act gives where to go on; a path of ours, never one that a request named
     */
    public static String leading(String back, RedirectAttributes next, String done, Supplier<String> act) {
        try {
            String page = act.get();
            next.addFlashAttribute("done", done);
            return "redirect:" + page;
        } catch (Refusal refusal) {
            next.addFlashAttribute("refused", refusal.detail());
            return "redirect:" + back;
        }
    }
}
