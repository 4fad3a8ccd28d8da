package dev.touchstone.server.dashboard.drift;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.touchstone.server.dashboard.Browser;
import dev.touchstone.server.dashboard.DriftedHosts;
import dev.touchstone.server.dashboard.Forms;
import dev.touchstone.server.dashboard.PagesTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Drift as people look at it, and what they do about it. */
@PagesTest
class DriftPagesIT {

    private static final String HOSTILE = "<script>alert(1)</script> \u202egnp.exe\u0007 ro";

    private final DriftedHosts hosts;
    private final Browser browser;
    private final Forms forms;
    private final JdbcClient jdbc;

    DriftPagesIT(DriftedHosts hosts, Browser browser, Forms forms, JdbcClient jdbc) {
        this.hosts = hosts;
        this.browser = browser;
        this.forms = forms;
        this.jdbc = jdbc;
        forms.forgetDrift();
    }

    private static Locator section(Page page, String heading) {
        return page.locator("main section[aria-labelledby=" + heading + "]");
    }

    @Test
    void without_drift_the_list_says_that_everything_authentic_matches() {
        try (var tab = browser.signedIn()) {
            tab.page().navigate("/drift");
            assertThat(tab.page().locator(".calm")).hasText("Every authentic quote matches an approved set.");
            tab.page().navigate("/drift?state=closed");
            assertThat(tab.page().locator(".empty")).containsText("No such clusters");
            tab.check();
        }
    }

    @Test
    void an_address_that_means_nothing_is_refused_in_words() {
        try (var tab = browser.signedIn()) {
            for (String path : List.of("/drift?state=ajar", "/drift?after=x", "/drift/999999999")) {
                tab.page().navigate(path);
                assertThat(tab.page().locator("h1")).hasText(Pattern.compile("Bad Request|Not Found"));
                tab.expectComplaint("status of 4");
            }
        }
    }

    @Test
    void hosts_that_booted_alike_are_one_row_and_one_page_for_all() {
        long cluster = hosts.drift("another");
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/drift");
            Locator row = page.locator("main tbody tr");
            assertThat(row).hasCount(1);
            assertThat(row.locator(".hosts")).containsText("2");
            assertThat(row.locator(".hosts a")).hasAttribute("href", "/hosts?cluster=" + cluster);
            assertThat(row).containsText("fleet=" + hosts.set());
            row.locator("th a").click();
            assertThat(page).hasURL(Pattern.compile("/drift/" + cluster + "$"));
            assertThat(page.locator(".headline").first())
                    .hasText("2 hosts booted the same thing, and it is not approved.");
            assertThat(section(page, "who")).containsText("fleet=" + hosts.set() + " nobody else");
            assertThat(section(page, "who")
                            .getByRole(
                                    AriaRole.LINK,
                                    new Locator.GetByRoleOptions().setName("b").setExact(true)))
                    .hasAttribute("href", "/hosts?cluster=" + cluster + "&label.site=b");
            assertThat(section(page, "safe")).containsText("Yes: PCR 7, Secure Boot's policy, as approved");
            assertThat(section(page, "safe"))
                    .containsText("No: Announced by a proposed change (no proposed version accounts for 2 hosts)");
            assertThat(section(page, "blocked")).containsText("Quarantine2");
            assertThat(section(page, "unmatched")).containsText("460-passed-command-line");
            Locator event = section(page, "unmatched").locator("tbody tr").first();
            assertThat(event).containsText("PCR 12");
            assertThat(event).containsText("quiet");
            assertThat(event).containsText("another");
            event.locator("summary").click();
            assertThat(event.locator("pre")).containsText("a.n.o.t.h.e.r");
        }
    }

    @Test
    void a_page_of_the_list_goes_on_where_the_one_before_ended() {
        long cluster = hosts.drift("paged");
        try (var tab = browser.signedIn()) {
            tab.page().navigate("/drift?after=3-1");
            assertThat(tab.page().locator("main tbody tr")).hasCount(1);
            tab.page().navigate("/drift?after=2-" + cluster);
            assertThat(tab.page().locator(".empty")).containsText("There is none in this list any more.");
        }
    }

    @Test
    void what_a_host_measured_is_shown_for_what_it_is() {
        long cluster = hosts.drift(HOSTILE);
        jdbc.sql("update drift_cluster set title = ? where id = ?")
                .params(HOSTILE, cluster)
                .update();
        try (var tab = browser.signedIn()) {
            tab.page().navigate("/drift");
            assertThat(tab.page().locator("main tbody th a")).hasText("<script>alert(1)</script> ⟨U+202E⟩gnp.exe␇ ro");
            tab.page().navigate("/drift/" + cluster);
            assertThat(tab.page().locator("h1")).hasText("<script>alert(1)</script> ⟨U+202E⟩gnp.exe␇ ro");
            assertThat(tab.page().locator("main").innerText()).doesNotContain("\u202e", "\u0007");
            assertThat(section(tab.page(), "unmatched")).containsText("<script>alert(1)</script>");
            assertThat(tab.page().locator("main script")).hasCount(0);
            tab.check();
        }
    }

    @Test
    void without_scripts_drift_becomes_a_change_with_a_forecast_and_is_approved() {
        long cluster = hosts.drift("meant");
        try (var tab = forms.plain()) {
            Page page = tab.page();
            page.navigate("/drift/" + cluster);
            Forms.press(page, "Draft a change");
            assertThat(Forms.told(page)).hasText("Drafted. Stored evidence is asked whom it would turn.");
            Locator forecast = page.locator(".forecast b", new Page.LocatorOptions().setHasText("turn TRUSTED"));
            Forms.reloadUntil(page, forecast);
            assertThat(forecast).hasText("all 2 hosts turn TRUSTED.");
            Forms.shoot(page, "cluster-forecast");
            Forms.press(page, "Propose it");
            assertThat(section(page, "make-golden")).containsText("proposed, and waits for approval");
            page.navigate("/approvals");
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions()
                                    .setName(Pattern.compile("Make " + hosts.set() + "@[0-9]+ golden")))
                    .first()
                    .click();
            assertThat(section(page, "brings")).containsText("460-passed-command-line");
            page.getByLabel("Reason, for the record").fill("meant so");
            Forms.press(page, "Approve");
            assertThat(Forms.told(page)).hasText("Your approval is recorded.");
            assertThat(page.locator(".headline").first()).containsText("Approved, and done.");
            hosts.hosts()
                    .forEach(host ->
                            assertThat(host.attest().path("verdict").asString()).isEqualTo("TRUSTED"));
            page.navigate("/drift/" + cluster);
            assertThat(page.locator(".headline").first()).containsText("Closed");
        }
    }

    @Test
    void a_cluster_is_waived_for_a_while_and_that_is_ended_and_it_is_held_by_somebody() {
        long cluster = hosts.drift("waived");
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/drift/" + cluster);
            page.getByLabel("Reason, for the record").fill("vendor confirmed");
            page.getByLabel("Hours").selectOption("2");
            Forms.press(page, "Let them in");
            assertThat(section(page, "waive")).containsText("vendor confirmed");
            assertThat(section(page, "blocked")).containsText("Let in2");
            Forms.press(page, "End it now");
            assertThat(section(page, "blocked")).containsText("Quarantine2");
            page.getByLabel("Reason, for the record").fill("once more");
            Forms.press(page, "Let them in");
            assertThat(Forms.told(page)).containsText("another approver must grant the next");
            page.getByLabel("Who looks after it").fill("ann");
            page.getByLabel("Note").fill("asked the <b>vendor</b>");
            Forms.press(page, "Hold it");
            assertThat(page.locator(".facts")).containsText("ann");
            assertThat(page.locator(".facts")).containsText("asked the <b>vendor</b>");
            page.navigate("/drift");
            assertThat(page.locator("main tbody")).containsText("ann looks after it");
        }
    }

    @Test
    void of_a_grave_cluster_nothing_is_decided_at_once_and_the_page_says_why() {
        long cluster = hosts.drift("grave");
        jdbc.sql("update drift_member set grave = '{secure-boot-off}', secure_boot = 'off' where cluster_id = ?")
                .param(cluster)
                .update();
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/drift");
            assertThat(page.locator("main tbody")).containsText("Secure Boot off");
            page.navigate("/drift/" + cluster);
            assertThat(section(page, "safe")).containsText("No: Secure Boot on (off on 2 hosts)");
            assertThat(page.locator("#barred")).containsText("Secure Boot was turned off");
            for (String button : List.of("Draft a change", "Let them in")) {
                assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)))
                        .isDisabled();
            }
            tab.check();
            Forms.shoot(page, "cluster-grave");
        }
    }

    @Test
    void a_host_that_left_by_contradicting_itself_is_warned_of() {
        long cluster = hosts.drift("left");
        hosts.hosts().getLast().tpm().extendUnlogged(12, "something");
        assertThat(hosts.hosts().getLast().attest().path("verdict").asString()).isEqualTo("REJECTED");
        try (var tab = browser.signedIn()) {
            tab.page().navigate("/drift/" + cluster);
            Locator warning = tab.page().locator("main .alarm");
            assertThat(warning).containsText("Hosts of this cluster have turned REJECTED.");
            assertThat(warning.getByRole(AriaRole.LINK))
                    .hasAttribute("href", "/hosts/" + hosts.hosts().getLast().id());
            assertThat(tab.page().locator(".headline").first()).containsText("One host booted");
        }
    }

    @Test
    void every_page_of_drift_is_accessible_and_fits() {
        long cluster = hosts.drift("root=" + "x".repeat(400));
        hosts.drafted(cluster);
        forms.check(List.of("/drift", "/drift/" + cluster, "/drift?state=closed"));
    }
}
