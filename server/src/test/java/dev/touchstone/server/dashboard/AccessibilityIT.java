package dev.touchstone.server.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.touchstone.server.dashboard.Fleet.changed;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
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

    /** A page for each kind of thing shown. */
    private List<String> pages() {
        return List.of(
                "/",
                "/access",
                "/audit",
                "/audit/waivers",
                "/audit/hosts/" + fleet.trusted("ams-0") + "?at=2026-11-30",
                "/hosts",
                "/hosts?verdict=DRIFTED&state=ACTIVE",
                "/hosts?verdict=DRIFTED&state=RETIRED",
                "/hosts/" + fleet.trusted("ams-1"),
                "/hosts/" + fleet.drifted("ams-2", changed("400-os", 9, 88, LONG)),
                "/hosts/" + fleet.rejected("a".repeat(200)),
                "/hosts/" + fleet.stale("ams-4"),
                "/hosts/" + fleet.waiting("claimed-" + "b".repeat(200)));
    }

    @ParameterizedTest(name = "{0}, {1} pixels wide")
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 400", "DARK, 400"})
    void every_page_is_accessible_and_fits(ColorScheme scheme, int width) {
        try (var tab = browser.tab(scheme, width, true)) {
            tab.page().navigate("/sign-in?refused");
            check(tab.page());
            tab.enter(browser.token());
            assertThat(tab.page()).hasTitle("Overview · Touchstone");
            check(tab.page());
            for (String path : pages()) {
                tab.page().navigate(path);
                tab.page().locator("details").all().forEach(Locator::click);
                check(tab.page());
            }
        }
    }

    static void check(Page page) {
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as(page.url())
                .extracting(v -> v.getId() + ": " + v.getNodes())
                .isEmpty();
        assertThat(page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                .as(page.url() + " is wider than the window")
                .isEqualTo(0);
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
