package dev.touchstone.server.dashboard.frame;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.Rights;
import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What every page of the dashboard has around it, also when it is refused. */
@ControllerAdvice("dev.touchstone.server.dashboard")
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageFrame {

    private final Clock clock;

    PageFrame(Clock clock) {
        this.clock = clock;
    }

    @ModelAttribute("caller")
    String caller(@AuthenticationPrincipal Caller caller) {
        return caller.name();
    }

    @ModelAttribute("pages")
    List<Pages.Group> pages() {
        return Pages.ALL;
    }

    @ModelAttribute("display")
    Display display(HttpServletRequest request) {
        return Display.of(request);
    }

    @ModelAttribute("rights")
    Rights rights(Authentication caller) {
        return Rights.of(caller);
    }

    @ModelAttribute("made")
    Moment made() {
        return Moment.of(clock.instant(), clock.instant());
    }

    /** Where this server is reached, for commands to copy. */
    @ModelAttribute("server")
    String server() {
        return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
    }

    /** Whoever asked is gone: there is nobody to tell. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone(HttpServletResponse response) {}

    @ExceptionHandler
    ModelAndView refused(Refusal refusal) {
        HttpStatus known = HttpStatus.valueOf(refusal.status());
        return new ModelAndView(
                "error",
                Map.of("status", refusal.status(), "error", known.getReasonPhrase(), "detail", refusal.detail()),
                HttpStatusCode.valueOf(refusal.status()));
    }
}
