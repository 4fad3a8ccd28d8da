package dev.touchstone.server.dashboard;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at pages and presses their buttons. */
@TestComponent
public final class Forms {

    private final Browser browser;
    private final JdbcClient jdbc;

    Forms(Browser browser, JdbcClient jdbc) {
        this.browser = browser;
        this.jdbc = jdbc;
    }

    /** No drift is known any more. */
    public void forgetDrift() {
        jdbc.sql("truncate drift_cluster cascade").update();
    }

    /** Signed in, without scripts. */
    public Browser.Tab plain() {
        return signedIn(ColorScheme.LIGHT, 1280, false, browser.token());
    }

    public Browser.Tab signedIn(ColorScheme scheme, int width, boolean scripts, String token) {
        Browser.Tab tab = browser.tab(scheme, width, scripts);
        tab.page().navigate("/");
        tab.enter(token);
        PlaywrightAssertions.assertThat(tab.page()).hasTitle("Overview · Touchstone");
        return tab;
    }

    /** Presses a button, and is on the page that it leads to. */
    public static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
        page.waitForLoadState();
    }

    /** What the page says became of it. */
    public static Locator told(Page page) {
        return page.locator(".column > .notice");
    }

    /** Reloads until something is seen: what a person without scripts does. */
    public static void reloadUntil(Page page, Locator seen) {
        for (int i = 0; i < 200 && seen.count() == 0; i++) {
            page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.LOAD));
        }
        PlaywrightAssertions.assertThat(seen.first()).isVisible();
    }

    /** Every page is accessible and fits, in light and dark, wide and narrow. */
    public void check(List<String> pages) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1280, 400}) {
                try (Browser.Tab tab = signedIn(scheme, width, true, browser.token())) {
                    pages.forEach(path -> check(tab, path, scheme + "-" + width));
                }
            }
        }
    }

    private static void check(Browser.Tab tab, String path, String how) {
        tab.page().navigate(path);
        shoot(tab.page(), path.replaceAll("[^a-z0-9]+", "-") + "-" + how);
        tab.page()
                .locator("details")
                .all()
                .forEach(details -> details.locator("summary").click());
        tab.check();
    }

    /** A picture for whoever works on the pages: {@code -Dshots=FOLDER}. */
    public static void shoot(Page page, String name) {
        String folder = System.getProperty("shots", "");
        if (!folder.isEmpty()) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(folder, name + ".png")));
        }
    }
}
