package dev.touchstone.server.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.touchstone.server.dashboard.Fleet.changed;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DashboardTest
class AccessibilityIT {

    private static final String LONG = "kernel_cmdline: root=" + "x".repeat(300);

    private final Fleet fleet;
    private final Browser browser;

    AccessibilityIT(Fleet fleet, Browser browser) {
        this.fleet = fleet;
        this.browser = browser;
        fleet.clear();
    }

    /** Pages that are there whatever the fleet is. */
    private static final List<String> ALWAYS = List.of(
            "/",
            "/posture",
            "/hosts",
            "/drift",
            "/changes",
            "/approvals",
            "/reference-sets",
            "/enrollment",
            "/rejected-submissions",
            "/admission",
            "/access",
            "/audit",
            "/audit/waivers",
            "/health",
            "/display");

    /** A fleet with something of each kind, and the pages that show it. */
    private List<String> full() {
        fleet.history();
        UUID drifted = fleet.drifted("ams-2", changed("400-os", 9, 88, LONG));
        fleet.refused(drifted, "quote-signature", 1204);
        return List.of(
                "/audit/hosts/" + fleet.trusted("ams-0") + "?at=2026-11-30",
                "/hosts?verdict=DRIFTED&state=ACTIVE",
                "/hosts?verdict=DRIFTED&state=RETIRED",
                "/admission?host=ams-2",
                "/hosts/" + fleet.trusted("ams-1"),
                "/hosts/" + drifted,
                "/hosts/" + drifted + "/evidence/" + fleet.evidence(drifted),
                "/hosts/" + fleet.rejected("a".repeat(200)),
                "/hosts/" + fleet.stale("ams-4"),
                "/hosts/" + fleet.waiting("claimed-" + "b".repeat(200)));
    }

    @ParameterizedTest(name = "{0}, {1} pixels wide")
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 400"})
    void every_page_is_accessible_and_fits(ColorScheme scheme, int width) {
        try (var tab = browser.tab(scheme, width, true)) {
            tab.page().navigate("/sign-in?refused");
            tab.check();
            tab.enter(browser.token());
            assertThat(tab.page()).hasTitle("Overview · Touchstone");
            visit(tab, Stream.concat(full().stream(), ALWAYS.stream()).toList(), "full");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource("LIGHT")
    void every_page_of_an_empty_fleet_is_accessible_and_fits(ColorScheme scheme) {
        try (var tab = browser.tab(scheme, 1280, true)) {
            tab.page().navigate("/");
            tab.enter(browser.token());
            assertThat(tab.page()).hasTitle("Overview · Touchstone");
            visit(tab, ALWAYS, "empty");
        }
    }

    private static void visit(Browser.Tab tab, List<String> paths, String what) {
        for (String path : paths) {
            tab.page().navigate(path);
            tab.page().evaluate("() => document.querySelectorAll('main details').forEach(d => d.open = true)");
            tab.check();
            tab.picture(what + path.replaceAll("[0-9a-f-]{36}", "host" + paths.indexOf(path)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"LIGHT", "DARK"})
    void the_keyboard_reaches_the_content_first_and_shows_where_it_is(ColorScheme scheme) {
        try (var tab = browser.tab(scheme, 1280, true)) {
            tab.page().navigate("/");
            tab.enter(browser.token());
            assertThat(tab.page()).hasTitle("Overview · Touchstone");
            tab.page().keyboard().press("Tab");
            Locator skip = tab.page().locator(".skip");
            assertThat(skip).isFocused();
            assertThat(skip).hasCSS("outline-style", "solid");
            tab.page().keyboard().press("Enter");
            assertThat(tab.page().locator("main")).isFocused();
        }
    }
}
