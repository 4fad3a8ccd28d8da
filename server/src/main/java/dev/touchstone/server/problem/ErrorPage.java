package dev.touchstone.server.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** What failed outside a controller: a problem for programs, {@code error.html} for people. */
@Controller
class ErrorPage implements ErrorController {

    private final ProblemWriter problems;

    ErrorPage(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    @Nullable
    ModelAndView error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Absent when someone asks for /error itself.
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        if (ApiPaths.contains(ProblemWriter.path(request))) {
            problems.write(request, response, Refusals.ofStatus(status));
            return null;
        }
        response.setStatus(status);
        HttpStatus known = HttpStatus.resolve(status);
        String words = known == null ? "Error" : known.getReasonPhrase();
        return new ModelAndView("error", Map.of("status", status, "error", words));
    }
}
