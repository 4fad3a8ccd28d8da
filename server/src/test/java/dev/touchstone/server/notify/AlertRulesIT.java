package dev.touchstone.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the alert rules ask for is there: metrics in what the server exports, and a page for each alert. */
@FleetTest
class AlertRulesIT {

    private static final Path RULES = Path.of("..", "deploy", "prometheus", "touchstone.rules.yml");
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern METRIC = Pattern.compile("\\b(touchstone|hikaricp)_[a-z_]+");
    private static final Pattern RUNBOOK =
            Pattern.compile("runbook_url: https://touchstone\\.example/docs/(\\S+)#(\\S+)");

    private final Fleet fleet;

    AlertRulesIT(Fleet fleet) {
        this.fleet = fleet;
    }

    private static Set<String> metrics(Path file) throws IOException {
        return METRIC.matcher(Files.readString(file))
                .results()
                .map(m -> m.group())
                .collect(Collectors.toSet());
    }

    /** Names in a scrape, once something was attested and something refused. */
    private Set<String> exported() {
        LabTpm.named("a");
        fleet.trustLab();
        fleet.pinned(LabTpm.named("a")).attest();
        fleet.server().get("/api/v1/nothing");
        return fleet.server()
                .get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    @Test
    void every_metric_of_the_rules_and_of_the_page_is_exported() throws Exception {
        Set<String> exported = exported();
        assertThat(metrics(RULES)).hasSizeGreaterThan(10).isSubsetOf(exported);
        Set<String> told = new TreeSet<>(metrics(DOCS.resolve("metrics.md")));
        // The page names the timer; what is exported are its parts.
        assertThat(told.remove("touchstone_appraisal_duration_seconds")).isTrue();
        assertThat(told).isSubsetOf(exported);
        assertThat(metrics(RULES).stream().map(m -> m.replaceFirst("_seconds_(sum|count)$", "_seconds")))
                .allSatisfy(metric ->
                        assertThat(Files.readString(DOCS.resolve("metrics.md"))).contains("`" + metric + "`"));
    }

    @Test
    void every_alert_has_a_page_that_says_what_to_do() throws Exception {
        String rules = Files.readString(RULES);
        var runbooks = RUNBOOK.matcher(rules).results().toList();
        assertThat(runbooks).hasSize(rules.split("- alert: ", -1).length - 1);
        for (var runbook : runbooks) {
            assertThat(anchors(DOCS.resolve(runbook.group(1)))).contains(runbook.group(2));
        }
    }

    private static Set<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
