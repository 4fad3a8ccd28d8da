package dev.touchstone.server.access;

import static org.springframework.http.HttpMethod.GET;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.stereotype.Component;

/**
 * The page somebody asked for before signing in. It waits in a cookie, which is the client's word: only the path is
 * taken from it, so that it leads nowhere but to this server.
 */
@Component
class FirstAsked {

    private final CookieRequestCache cookie = new CookieRequestCache();

    FirstAsked() {
        cookie.setRequestMatcher(PathPatternRequestMatcher.pathPattern(GET, "/**"));
        cookie.setCookieCustomizer(settings -> settings.setAttribute("SameSite", "Strict"));
    }

    RequestCache cache() {
        return cookie;
    }

    /** Where to go now; the start page if nothing was asked for. */
    String take(HttpServletRequest request, HttpServletResponse response) {
        String path = path(request, response);
        cookie.removeRequest(request, response);
        return path;
    }

    private String path(HttpServletRequest request, HttpServletResponse response) {
        try {
            SavedRequest saved = cookie.getRequest(request, response);
            return saved == null ? "/" : own(URI.create(saved.getRedirectUrl()), request.getContextPath());
        } catch (IllegalArgumentException _) {
            return "/";
        }
    }

    /** Its path within this application. Two slashes, or a slash and a backslash, would name another host. */
    private static String own(URI asked, String context) {
        String path = asked.getRawPath();
        if (path == null || !path.startsWith(context + "/")) {
            return "/";
        }
        String within = path.substring(context.length());
        if (within.startsWith("//") || within.contains("\\")) {
            return "/";
        }
        return asked.getRawQuery() == null ? within : within + "?" + asked.getRawQuery();
    }
}
