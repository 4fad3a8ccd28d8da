package dev.touchstone.server.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.ops.TouchstoneHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.test.context.TestComponent;

/** Debian's Chromium. Where it is absent this fails: pages nobody opened are not proved. */
@TestComponent
public class Browser implements AutoCloseable {

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final TestServer server;
    private final String token;

    Browser(TestServer server, TouchstoneHome home) throws IOException {
        this.server = server;
        this.token = Files.readString(home.initialAdminToken()).strip();
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(ARGUMENTS));
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    /** The administrator's token. */
    public String token() {
        return token;
    }

    /** A tab that shows the overview. */
    public Tab signedIn() {
        Tab tab = tab();
        tab.page().navigate("/");
        tab.enter(token);
        assertThat(tab.page()).hasTitle("Overview · Touchstone");
        return tab;
    }

    public Tab tab() {
        return tab(ColorScheme.LIGHT, 1280, true);
    }

    public Tab tab(ColorScheme scheme, int width, boolean scripts) {
        return new Tab(chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(server.url("").toString())
                .setColorScheme(scheme)
                .setViewportSize(width, 900)
                .setJavaScriptEnabled(scripts)));
    }

    /** One page, and everything it complained of. Closing it fails if there was anything. */
    public static final class Tab implements AutoCloseable {

        private final BrowserContext context;
        private final Page page;
        private final List<String> complaints = new CopyOnWriteArrayList<>();

        private Tab(BrowserContext context) {
            this.context = context;
            this.page = context.newPage();
            page.setDefaultTimeout(20_000);
            PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
            page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
            page.onPageError(complaints::add);
            page.onRequestFailed(this::complain);
        }

        /** What a page asked for in the background ends with the page: that is no failure. */
        private void complain(Request request) {
            boolean background = List.of("xhr", "fetch", "eventsource").contains(request.resourceType());
            if (!(background && "net::ERR_ABORTED".equals(request.failure()))) {
                complaints.add(request.url() + " failed: " + request.failure());
            }
        }

        public Page page() {
            return page;
        }

        /** Signs in on the page that asks for it. */
        public Tab enter(String token) {
            page.getByLabel("Access token").fill(token);
            button("Sign in");
            return this;
        }

        public void signOut() {
            button("Sign out");
        }

        private void button(String name) {
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                    .click();
        }

        /** The page is accessible, as far as axe can tell, and no wider than the window. */
        public void check() {
            assertThat(new AxeBuilder(page).analyze().getViolations())
                    .as(page.url())
                    .extracting(v -> v.getId() + ": " + v.getNodes())
                    .isEmpty();
            assertThat(page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                    .as(page.url() + " is wider than the window")
                    .isEqualTo(0);
        }

        /** Keeps what the whole page looks like, for people: {@code target/pictures}. */
        public void picture(String name) {
            String scheme = page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
                            .equals(true)
                    ? "dark"
                    : "light";
            String file =
                    "%s-%s-%d.png".formatted(name.replaceAll("[^A-Za-z0-9]+", "-"), scheme, page.viewportSize().width);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "pictures", file))
                    .setFullPage(true));
        }

        public void loseSession() {
            context.clearCookies();
        }

        /** What the browser had to say of an answer that is an error on purpose. */
        public void expectComplaint(String part) {
            assertThat(complaints).anyMatch(complaint -> complaint.contains(part));
            complaints.removeIf(complaint -> complaint.contains(part));
        }

        @Override
        public void close() {
            context.close();
            assertThat(complaints).isEmpty();
        }
    }
}
