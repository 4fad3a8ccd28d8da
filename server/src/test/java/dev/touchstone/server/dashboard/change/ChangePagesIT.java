package dev.touchstone.server.dashboard.change;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.touchstone.server.dashboard.Browser;
import dev.touchstone.server.dashboard.DriftedHosts;
import dev.touchstone.server.dashboard.Forms;
import dev.touchstone.server.dashboard.PagesTest;
import dev.touchstone.server.host.Fleet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Changes as people read, approve and turn them down. */
@PagesTest
class ChangePagesIT {

    private final Fleet fleet;
    private final DriftedHosts hosts;
    private final Browser browser;
    private final Forms forms;

    ChangePagesIT(Fleet fleet, DriftedHosts hosts, Browser browser, Forms forms) {
        this.fleet = fleet;
        this.hosts = hosts;
        this.browser = browser;
        this.forms = forms;
    }

    private String coverage(String title, boolean proposed) {
        String id = fleet.server()
                .post(
                        "/api/v1/changes",
                        Map.of(
                                "kind",
                                "coverage",
                                "title",
                                title,
                                "payload",
                                Map.of(
                                        "name",
                                        Fleet.newName("rule"),
                                        "selector",
                                        Map.of("site", "<b>nowhere</b>"),
                                        "components",
                                        List.of(300, 400))))
                .json()
                .path("id")
                .asString();
        if (proposed) {
            assertThat(fleet.server()
                            .post("/api/v1/changes/" + id + "/proposal", Map.of())
                            .status())
                    .isEqualTo(200);
        }
        return id;
    }

    private static Locator section(Page page, String heading) {
        return page.locator("main section[aria-labelledby=" + heading + "]");
    }

    @Test
    void the_list_is_narrowed_down_by_state_and_says_when_there_is_none() {
        String title = "Cover " + Fleet.newName("nowhere");
        coverage(title, true);
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/changes?state=proposed");
            assertThat(page.locator("main tbody")).containsText(title);
            page.navigate("/changes?state=withdrawn&after=" + new UUID(0, 7));
            assertThat(page.locator(".empty")).containsText("No such changes");
            page.navigate("/changes?state=undecided");
            assertThat(page.locator("h1")).hasText("Bad Request");
            tab.expectComplaint("status of 400");
            page.navigate("/changes/" + new UUID(0, 7));
            assertThat(page.locator("h1")).hasText("Not Found");
            tab.expectComplaint("status of 404");
        }
    }

    @Test
    void a_change_of_another_kind_is_told_field_by_field_and_turned_down_with_a_reason() {
        String id = coverage("Cover <i>nowhere</i> \u202e!", true);
        try (var tab = forms.plain()) {
            Page page = tab.page();
            page.navigate("/changes/" + id);
            assertThat(page.locator("h1")).hasText("Cover <i>nowhere</i> ⟨U+202E⟩!");
            assertThat(section(page, "brings")).containsText("components");
            assertThat(section(page, "brings")).containsText("300, 400");
            assertThat(section(page, "brings")).containsText("<b>nowhere</b>");
            Forms.shoot(page, "change-coverage");
            page.getByLabel("Reason, for the record").fill("not <u>yet</u>");
            Forms.press(page, "Turn down");
            assertThat(Forms.told(page)).hasText("Turned down.");
            assertThat(page.locator(".host-head q")).hasText("not <u>yet</u>");
            assertThat(section(page, "decide")).hasCount(0);
        }
    }

    @Test
    void what_moved_on_since_it_was_shown_is_not_approved() {
        String id = coverage("Cover later", true);
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/changes/" + id);
            assertThat(fleet.server()
                            .post("/api/v1/changes/" + id + "/withdrawal", Map.of())
                            .status())
                    .isEqualTo(200);
            Forms.press(page, "Approve");
            assertThat(Forms.told(page)).hasText("The change is not what you were shown: read it again.");
            assertThat(page.locator(".host-head .tag")).hasText("withdrawn");
        }
    }

    @Test
    void ones_own_change_is_not_offered_for_approval_and_is_listed_apart() {
        String title = "Cover " + Fleet.newName("own");
        String token = fleet.server()
                .post("/api/v1/access-tokens", Map.of("name", Fleet.newName("token"), "scopes", List.of("operator")))
                .json()
                .path("token")
                .asString();
        String id = fleet.server()
                .as(token)
                .post(
                        "/api/v1/changes",
                        Map.of(
                                "kind",
                                "coverage",
                                "title",
                                title,
                                "payload",
                                Map.of("name", Fleet.newName("rule"), "selector", Map.of(), "components", List.of(1))))
                .json()
                .path("id")
                .asString();
        try (var tab = forms.signedIn(ColorScheme.LIGHT, 1280, true, token)) {
            Page page = tab.page();
            page.navigate("/changes/" + id);
            Forms.press(page, "Propose it");
            assertThat(section(page, "decide")).containsText("It is your own: somebody else must approve it.");
            assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Approve")))
                    .hasCount(0);
            page.navigate("/approvals");
            assertThat(section(page, "own")).containsText(title);
            assertThat(section(page, "waiting")).not().containsText(title);
            page.navigate("/changes/" + id);
            Forms.press(page, "Take it back");
            assertThat(page.locator(".headline").first()).containsText("took it back");
            page.navigate("/approvals");
            assertThat(page.locator("main")).not().containsText(title);
        }
    }

    @Test
    void a_new_version_tells_whom_it_turns_what_it_brings_and_how_far_it_has_come() {
        String version = hosts.drafted(hosts.drift("next " + Fleet.newName("line")));
        fleet.server().post("/api/v1/reference-sets/" + version.replace("@", "/versions/") + "/proposal", Map.of());
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/approvals");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Make " + version + " golden"))
                    .click();
            assertThat(section(page, "impact")).containsText("Nobody has asked stored evidence yet.");
            Forms.press(page, "Ask whom it would turn");
            Locator turned = section(page, "impact")
                    .locator(".tallies a", new Locator.LocatorOptions().setHasText("turn TRUSTED"));
            assertThat(turned).hasText("2 turn TRUSTED");
            assertThat(section(page, "brings")).containsText("460-passed-command-line");
            assertThat(section(page, "brings").locator("tbody tr").last()).containsText("PCR 12");
            assertThat(section(page, "rollout")).containsText("0 of 2 hosts that it is for have booted it.");
            tab.check();
            Forms.shoot(page, "change-version");
            turned.click();
            assertThat(page.locator("main tbody tr")).hasCount(2);
            tab.check();
            Forms.shoot(page, "dry-run-hosts");
        }
    }

    @Test
    void every_page_of_changes_is_accessible_and_fits() {
        String id = coverage("Cover " + "x".repeat(180), true);
        forms.check(List.of("/changes", "/approvals", "/changes/" + id));
    }
}
