package dev.touchstone.server.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.touchstone.server.dashboard.Fleet.changed;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.host.HostState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@DashboardTest
class DashboardIT {

    private final TestServer server;
    private final Fleet fleet;
    private final Browser browser;

    DashboardIT(TestServer server, Fleet fleet, Browser browser) {
        this.server = server;
        this.fleet = fleet;
        this.browser = browser;
        fleet.clear();
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator rows(Page page) {
        return page.locator("main table tbody tr");
    }

    private void oneOfEach() {
        fleet.trusted("ams-1");
        fleet.trusted("ams-2");
        fleet.drifted("ams-3", changed("000-platform", 0, 31, "FV_MAIN has another digest than is approved."));
        fleet.rejected("ams-4");
        fleet.stale("ams-5");
        fleet.waiting("ams-6");
        fleet.state(fleet.trusted("gone"), HostState.RETIRED);
    }

    @Test
    void the_overview_counts_every_verdict_and_each_count_leads_to_the_hosts_it_counts() {
        oneOfEach();
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            assertThat(page).hasTitle("Overview · Touchstone");
            for (String verdict : List.of("TRUSTED", "DRIFTED", "REJECTED", "STALE", "PENDING")) {
                page.navigate("/");
                Locator count = page.locator("#posture-" + verdict.toLowerCase(Locale.ROOT));
                assertThat(count).containsText(verdict);
                int hosts = Integer.parseInt(count.locator("strong").innerText());
                assertThat(hosts).isEqualTo(verdict.equals("TRUSTED") ? 2 : 1);
                count.click();
                assertThat(page).hasURL(Pattern.compile("/hosts\\?verdict=" + verdict + "$"));
                assertThat(rows(page)).hasCount(hosts);
                assertThat(page.locator("tbody .verdict").filter(new Locator.FilterOptions().setHasText(verdict)))
                        .hasCount(hosts);
            }
        }
    }

    @Test
    void the_overview_names_what_needs_a_decision() {
        oneOfEach();
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            assertThat(page.locator("section[aria-labelledby=rejected]")).containsText("ams-4");
            assertThat(page.locator("section[aria-labelledby=waiting]")).containsText("ams-6 claimed");
            assertThat(page.locator("section[aria-labelledby=drifted]"))
                    .containsText("PCR 0: FV_MAIN has another digest than is approved.");
            assertThat(page.locator("main")).not().containsText("ams-1");
        }
    }

    @Test
    void the_overview_says_who_may_approve_and_who_holds_tokens() {
        try (var tab = browser.signedIn()) {
            assertThat(tab.page().getByText("One person is enough to approve here."))
                    .isVisible();
        }
        server.post("/api/v1/access-tokens", Map.of("name", "other", "scopes", List.of("viewer")));
        try (var tab = browser.signedIn()) {
            assertThat(tab.page().getByText("Only the first start's token exists."))
                    .hasCount(0);
        }
    }

    @Test
    void an_empty_fleet_is_told_how_to_begin() {
        try (var tab = browser.signedIn()) {
            for (String path : List.of("/", "/hosts")) {
                tab.page().navigate(path);
                assertThat(tab.page().locator("pre").first())
                        .hasText("touchstone-agent enroll --server " + server.url(""));
            }
            tab.page().navigate("/hosts?verdict=DRIFTED");
            assertThat(tab.page().locator(".empty")).containsText("No host is all of this at once.");
        }
    }

    @Test
    void filters_are_clicked_together_and_taken_back_one_by_one() {
        oneOfEach();
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            link(page, "Hosts").click();
            assertThat(rows(page)).hasCount(6);
            page.locator("#posture-pending").click();
            link(page, "awaiting approval 1").click();
            assertThat(page).hasURL(Pattern.compile("\\?verdict=PENDING&state=AWAITING_APPROVAL$"));
            assertThat(rows(page)).hasCount(1);
            link(page, "Clear verdict PENDING").click();
            assertThat(page).hasURL(Pattern.compile("/hosts\\?state=AWAITING_APPROVAL$"));
            link(page, "retired 1").click();
            assertThat(rows(page)).hasCount(2);
            link(page, "Clear state awaiting approval").click();
            assertThat(rows(page)).hasCount(1);
            assertThat(rows(page)).containsText("gone");
            link(page, "Clear state retired").click();
            assertThat(page).hasURL(Pattern.compile("/hosts$"));
            page.goBack();
            assertThat(rows(page)).containsText("gone");
        }
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition_and_keep_the_filter() {
        for (int i = 0; i < 5; i++) {
            fleet.trusted("ams-" + i);
            fleet.stale("fra-" + i);
        }
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/hosts?verdict=STALE&limit=2");
            var seen = new ArrayList<String>();
            for (int more = 2; more >= 0; more--) {
                seen.addAll(page.locator("tbody th").allInnerTexts());
                assertThat(link(page, "Next page »")).hasCount(more > 0 ? 1 : 0);
                if (more > 0) {
                    link(page, "Next page »").click();
                    assertThat(page).hasURL(Pattern.compile("verdict=STALE&after=.*&limit=2$"));
                    assertThat(rows(page)).hasCount(more == 2 ? 2 : 1);
                }
            }
            assertThat(seen).containsExactlyInAnyOrder("fra-0", "fra-1", "fra-2", "fra-3", "fra-4");
        }
    }

    @Test
    void a_drifted_host_shows_why_where_and_what_follows() {
        UUID host = fleet.drifted(
                "ams-3",
                changed("000-platform", 0, 31, "FV_MAIN has another digest than is approved."),
                changed("400-os", 9, 88, "kernel_cmdline: ro init=/bin/sh; approved is kernel_cmdline: ro."));
        fleet.refused(host, "quote-signature", 1204);
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            link(page, "ams-3").click();
            assertThat(page).hasTitle("ams-3 · Touchstone");
            assertThat(page.locator(".host-head")).containsText("DRIFTED");
            assertThat(page.locator(".host-head")).containsText("QUARANTINE");
            assertThat(page.locator(".host-head .headline"))
                    .hasText("PCR 0: FV_MAIN has another digest than is approved.");
            link(page, "What differs").click();
            Locator divergence = page.locator("#first-divergence");
            assertThat(divergence).containsText("firmware log, event 31");
            assertThat(divergence).containsText("000-platform");
            String summary = "FV_MAIN has another digest than is approved.";
            assertThat(divergence.locator(".expected code"))
                    .hasText(Fleet.digest(summary + "expected").toHex());
            assertThat(divergence.locator(".actual code"))
                    .hasText(Fleet.digest(summary).toHex());
            assertThat(page.locator("section[aria-labelledby=reasons] tbody tr"))
                    .hasCount(2);
            assertThat(page.locator("tr.first")).hasCount(1);
            assertThat(page.locator("section[aria-labelledby=history]")).containsText("1,204");
            page.getByText("Revoke or retire it").click();
            assertThat(page.locator("pre"))
                    .containsText(
                            server.url("/api/v1/hosts/" + host + "/revocation").toString());
        }
    }

    @Test
    void every_quoted_pcr_is_said_to_match_to_differ_or_not_to_be_checked() {
        UUID host = fleet.drifted("ams-3", changed("400-os", 9, 88, "other command line"));
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/hosts/" + host);
            Locator pcrs = page.locator("section[aria-labelledby=pcrs]");
            assertThat(pcrs.locator("tr.pcr-differs")).hasCount(1);
            assertThat(pcrs.locator("tr.pcr-differs")).containsText("differs");
            assertThat(pcrs.locator("tr.pcr-not_checked th")).hasText(new String[] {"5", "10"});
            assertThat(pcrs.locator("tr.pcr-matched")).hasCount(7);
            Locator value = pcrs.locator("tr.pcr-differs code").last();
            assertThat(value).hasAttribute("title", Fleet.digest("sha2569").toHex());
            value.click();
            assertThat(page.evaluate("() => getSelection().toString()"))
                    .isEqualTo(Fleet.digest("sha2569").toHex());
        }
    }

    @Test
    void a_host_nobody_admitted_is_marked_and_says_how_to_admit_it() {
        UUID host = fleet.waiting("new-host-17");
        try (var tab = browser.signedIn()) {
            tab.page().navigate("/hosts/" + host);
            assertThat(tab.page()).hasTitle("new-host-17 (claimed) · Touchstone");
            assertThat(tab.page().locator(".title .claimed")).isVisible();
            assertThat(tab.page().locator("section[aria-labelledby=approve] pre"))
                    .containsText(
                            server.url("/api/v1/hosts/" + host + "/approval").toString());
        }
    }

    @Test
    void what_evidence_was_told_of_a_state_since_left_is_not_told_any_more() {
        UUID host = fleet.admitted("ams-8");
        var waited = new ReasonView("awaiting-approval", "The host waits for approval.", null, null, null, null, null);
        var differs = changed("400-os", 9, 88, "other command line");
        fleet.attested(host, Verdict.DRIFTED, Duration.ofMinutes(1), List.of(waited, differs), List.of());
        try (var tab = browser.signedIn()) {
            tab.page().navigate("/hosts/" + host);
            assertThat(tab.page().locator(".host-head .headline")).hasText("PCR 9: other command line");
            assertThat(tab.page().locator("section[aria-labelledby=reasons] tbody tr"))
                    .hasCount(1);
        }
    }

    @Test
    void a_stale_host_tells_when_time_made_it_so() {
        UUID host = fleet.stale("ams-5");
        try (var tab = browser.signedIn()) {
            tab.page().navigate("/hosts/" + host);
            assertThat(tab.page().locator(".headline"))
                    .hasText("No evidence within the time allowed; its last was TRUSTED.");
            Locator change = tab.page()
                    .locator("section[aria-labelledby=history] tbody tr")
                    .first();
            assertThat(change).containsText("STALE");
            assertThat(change).containsText("time");
        }
    }

    @Test
    void what_hostile_hosts_say_is_shown_as_text() {
        String script = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";
        UUID claimed = fleet.waiting(script);
        UUID host = fleet.admitted("ams-7");
        fleet.attested(
                host,
                Verdict.DRIFTED,
                Duration.ofMinutes(1),
                List.of(new ReasonView(script, script, script, 9, script + "#" + script, script, script)),
                List.of());
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            assertThat(page.locator("section[aria-labelledby=waiting]")).containsText(script);
            assertThat(page.locator("section[aria-labelledby=drifted]")).containsText(script);
            page.navigate("/hosts");
            assertThat(page.locator("tbody")).containsText(script);
            page.navigate("/hosts/" + host);
            assertThat(page.locator(".headline").first()).hasText(script);
            assertThat(page.locator("main script, main img")).hasCount(0);
            page.navigate("/hosts/" + claimed);
            assertThat(page.locator("h1")).hasText(script);
            assertThat(page).hasTitle(script + " (claimed) · Touchstone");
            assertThat(page.locator("section[aria-labelledby=approve]")).not().containsText("owned");
        }
    }

    @Test
    void counts_follow_the_fleet_by_themselves_and_rows_do_not_move() {
        fleet.trusted("ams-1");
        UUID other = fleet.admitted("ams-2");
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/hosts?verdict=TRUSTED");
            assertThat(page.locator("#posture-trusted strong")).hasText("1");
            fleet.attested(other, Verdict.TRUSTED, Duration.ZERO, List.of(), List.of());
            assertThat(page.locator("#posture-trusted strong")).hasText("2");
            assertThat(rows(page)).hasCount(1);
            link(page, "1 changed – show").click();
            assertThat(rows(page)).hasCount(2);
            assertThat(page.locator(".fresh")).hasCount(0);
        }
    }

    @Test
    void the_first_steps_turn_done_by_themselves() {
        try (var tab = browser.signedIn()) {
            Locator steps = tab.page().locator("#first-steps li");
            assertThat(steps).hasCount(4);
            assertThat(steps.nth(1)).containsText("to do");
            UUID host = fleet.admitted("ams-1");
            assertThat(steps.nth(1)).containsText("done");
            assertThat(steps.nth(2)).containsText("to do");
            fleet.attested(host, Verdict.TRUSTED, Duration.ZERO, List.of(), List.of());
            assertThat(steps.nth(3)).containsText("done");
            assertThat(steps.nth(0)).containsText("to do");
        }
    }

    @Test
    void a_page_that_shows_all_there_is_is_answered_by_nothing() {
        fleet.trusted("ams-1");
        try (var tab = browser.signedIn()) {
            var answer = tab.page()
                    .waitForResponse(
                            response -> response.request().headers().containsKey("hx-request"),
                            () -> tab.page().navigate("/hosts"));
            assertThat(answer.status()).isEqualTo(204);
        }
    }

    @Test
    void a_page_whose_session_ended_asks_for_a_sign_in_and_comes_back() {
        fleet.trusted("ams-1");
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/hosts?verdict=TRUSTED");
            tab.loseSession();
            fleet.drifted("ams-2", changed("400-os", 9, 88, "other command line"));
            assertThat(page).hasURL(Pattern.compile("/sign-in$"));
            tab.enter(browser.token());
            assertThat(page).hasURL(Pattern.compile("/hosts\\?verdict=TRUSTED"));
            assertThat(rows(page)).hasCount(1);
        }
    }

    @Test
    void keys_lead_through_the_pages_and_the_rows_unless_switched_off() {
        oneOfEach();
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.keyboard().type("gh");
            assertThat(page).hasTitle("Hosts · Touchstone");
            page.keyboard().type("jjk");
            page.keyboard().press("Enter");
            assertThat(page).hasTitle("ams-1 · Touchstone");
            page.keyboard().type("/");
            assertThat(page.locator("#find")).isFocused();
            page.keyboard().type("ams-3");
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile("/hosts\\?name=ams-3$"));
            assertThat(rows(page)).hasCount(1);
            page.keyboard().type("?");
            assertThat(page).hasTitle("Display · Touchstone");
            page.locator("input[name=keys][value=off]").check();
            page.locator("input[name=theme][value=dark]").check();
            page.locator("main form button").click();
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Kept in this browser.");
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            page.locator("main").focus();
            page.keyboard().type("gh");
            assertThat(page).hasTitle("Display · Touchstone");
        }
    }

    @Test
    void without_scripts_lists_filters_pages_and_hosts_work() {
        oneOfEach();
        try (var tab = browser.tab(ColorScheme.LIGHT, 1280, false)) {
            Page page = tab.page();
            page.navigate("/hosts");
            tab.enter(browser.token());
            assertThat(rows(page)).hasCount(6);
            page.locator("#posture-drifted").click();
            assertThat(rows(page)).hasCount(1);
            link(page, "ams-3").click();
            assertThat(page.locator("#first-divergence")).isVisible();
            page.navigate("/hosts?limit=4");
            link(page, "Next page »").click();
            assertThat(rows(page)).hasCount(2);
            tab.signOut();
            assertThat(page).hasURL(Pattern.compile("/sign-in$"));
        }
    }

    @Test
    void a_wrong_token_is_refused() {
        try (var tab = browser.tab()) {
            tab.page().navigate("/sign-in");
            tab.enter("tst_wrong");
            assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("or that access token, may sign in now.");
        }
    }

    @Test
    void signing_out_ends_the_session() {
        try (var tab = browser.signedIn()) {
            tab.signOut();
            assertThat(tab.page()).hasURL(Pattern.compile("/sign-in$"));
            tab.page().navigate("/hosts");
            assertThat(tab.page()).hasURL(Pattern.compile("/sign-in$"));
        }
    }

    @Test
    void files_are_kept_by_browsers_under_an_address_of_their_content() {
        try (var tab = browser.tab()) {
            tab.page().navigate("/sign-in");
            String address = tab.page().locator("link[rel=stylesheet]").getAttribute("href");
            assertThat(address).matches("/assets/touchstone-[0-9a-f]{32}\\.css");
            assertThat(server.anonymous().get(address).header("Cache-Control")).isEqualTo("max-age=31536000");
        }
    }

    @Test
    void what_is_not_there_is_a_page_too() {
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            assertThat(page.navigate("/hosts/" + UUID.randomUUID()).status()).isEqualTo(404);
            assertThat(page.locator("main")).containsText("There is no such host.");
            tab.expectComplaint("404");
            for (String query : List.of("verdict=GOOD", "state=odd", "after=odd", "limit=0", "limit=501", "limit=x")) {
                assertThat(page.navigate("/hosts?" + query).status()).isEqualTo(400);
                assertThat(page.locator("h1")).hasText("Bad Request");
                tab.expectComplaint("400");
            }
        }
    }
}
