package dev.touchstone.server.dashboard.frame;

import dev.touchstone.server.access.ShownOnce;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.AbstractFlashMapManager;
import org.springframework.web.util.WebUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries what a form did to the page that tells of it: in a cookie sealed for that session, so that any replica can
 * show it, no address has it, and nobody else can put words on a page.
 */
@Component(DispatcherServlet.FLASH_MAP_MANAGER_BEAN_NAME)
class ToldCookie extends AbstractFlashMapManager {

    private static final String NAME = "touchstone-told";
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final ShownOnce shownOnce;
    private final JsonMapper json;

    ToldCookie(ShownOnce shownOnce, JsonMapper json) {
        this.shownOnce = shownOnce;
        this.json = json;
    }

    /** On its way: to which page, until when in milliseconds since the epoch, and what to say there. */
    record Carried(String page, long until, Map<String, String> told) {

        FlashMap toFlashMap() {
            FlashMap map = new FlashMap();
            map.putAll(told);
            map.setTargetRequestPath(page);
            map.setExpirationTime(until);
            return map;
        }
    }

    @Override
    protected @Nullable List<FlashMap> retrieveFlashMaps(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, NAME))
                .filter(cookie -> !cookie.getValue().isEmpty())
                .flatMap(cookie -> shownOnce.open(request, cookie.getValue()))
                // A list that grows: what the next form did is added to it.
                .map(text -> new ArrayList<>(
                        List.of(json.readValue(text, Carried.class).toFlashMap())))
                .orElse(null);
    }

    @Override
    protected void updateFlashMaps(List<FlashMap> maps, HttpServletRequest request, HttpServletResponse response) {
        Optional<String> sealed = maps.isEmpty() ? Optional.empty() : seal(maps.getLast(), request);
        ResponseCookie cookie = ResponseCookie.from(NAME, sealed.orElse(""))
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .maxAge(sealed.isPresent() ? LIFE : Duration.ZERO)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private Optional<String> seal(FlashMap map, HttpServletRequest request) {
        Map<String, String> told = new LinkedHashMap<>();
        map.forEach((name, value) -> told.put(name, String.valueOf(value)));
        String page = Optional.ofNullable(map.getTargetRequestPath()).orElse("/");
        return shownOnce.seal(request, json.writeValueAsString(new Carried(page, map.getExpirationTime(), told)));
    }
}
