package dev.touchstone.server.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchstone reference}: golden measurements, a request each. */
@Command(
        name = "reference",
        description = "Golden measurements: reference sets and their versions.",
        mixinStandardHelpOptions = true)
public final class ReferenceCommand {

    private static final String SETS = "/api/v1/reference-sets";
    private static final String VERSION = SETS + "/{}/versions/{}";

    @Command(description = "Lists the versions of every set, or of one.", mixinStandardHelpOptions = true)
    int list(@Mixin ServerCall server, @Parameters(arity = "0..1", paramLabel = "SET") @Nullable String set) {
        return server.get(set == null ? SETS : Paths.of(SETS + "/{}", set));
    }

    @Command(description = "Shows a version with its components.", mixinStandardHelpOptions = true)
    int show(
            @Mixin ServerCall server,
            @Parameters(paramLabel = "SET") String set,
            @Parameters(paramLabel = "VERSION") int version) {
        return server.get(Paths.of(VERSION, set, version));
    }

    @Command(description = "Says how a version differs from the one before it.", mixinStandardHelpOptions = true)
    int diff(
            @Mixin ServerCall server,
            @Parameters(paramLabel = "SET") String set,
            @Parameters(paramLabel = "VERSION") int version) {
        return server.get(Paths.of(VERSION + "/diff", set, version));
    }

    @Command(description = "Offers a draft for approval.", mixinStandardHelpOptions = true)
    int propose(
            @Mixin ServerCall server,
            @Parameters(paramLabel = "SET") String set,
            @Parameters(paramLabel = "VERSION") int version) {
        return post(server, Paths.of(VERSION + "/proposal", set, version));
    }

    @Command(description = "Approves a proposed version of someone else's.", mixinStandardHelpOptions = true)
    int approve(
            @Mixin ServerCall server,
            @Mixin Confirmation confirmation,
            @Parameters(paramLabel = "SET") String set,
            @Parameters(paramLabel = "VERSION") int version) {
        String path = Paths.of(VERSION, set, version);
        return confirmation.post(server, path, path + "/approval");
    }

    @Command(description = "Takes a version out of force.", mixinStandardHelpOptions = true)
    int retire(
            @Mixin ServerCall server,
            @Parameters(paramLabel = "SET") String set,
            @Parameters(paramLabel = "VERSION") int version) {
        return post(server, Paths.of(VERSION + "/retirement", set, version));
    }

    @Command(
            name = "dry-run",
            description = "Says which hosts a version would turn, over stored evidence.",
            mixinStandardHelpOptions = true)
    int dryRun(
            @Mixin ServerCall server,
            @Parameters(paramLabel = "SET") String set,
            @Parameters(paramLabel = "VERSION") int version) {
        return post(server, Paths.of(VERSION + "/dry-run", set, version));
    }

    @Command(
            description = "Drafts the next version of a set from what one boot measured.",
            mixinStandardHelpOptions = true)
    int capture(
            @Mixin ServerCall server,
            @Parameters(paramLabel = "SET") String set,
            @Parameters(paramLabel = "ATTESTATION") UUID attestation,
            @Option(names = "--pcrs", split = ",", description = "Which PCRs (every one that can be).") @Nullable
                    List<Integer> pcrs,
            @Option(names = "--label", description = "Labels of the hosts it is for, NAME=VALUE (every host).")
                    @Nullable
                    Map<String, String> selector) {
        Map<String, Object> body = body(set, selector);
        body.put("captureFrom", attestation);
        if (pcrs != null) {
            body.put("pcrs", pcrs);
        }
        return server.run(api -> api.post(SETS, body, Map.of()).body());
    }

    @Command(
            description = "Looks at what hosts' boots have in common: a job, whose id is the baseline's.",
            mixinStandardHelpOptions = true)
    int baseline(
            @Mixin ServerCall server,
            @Option(names = "--label", description = "Labels of the hosts to learn from, NAME=VALUE (every host).")
                    @Nullable
                    Map<String, String> labels) {
        Map<String, Object> body = labels == null ? Map.of() : Map.of("labels", labels);
        return server.run(api -> api.post("/api/v1/baselines", body, Map.of()).body());
    }

    @Command(
            name = "from-baseline",
            description = "Drafts the next version of a set from parts of a baseline.",
            mixinStandardHelpOptions = true)
    int fromBaseline(
            @Mixin ServerCall server,
            @Parameters(paramLabel = "SET") String set,
            @Parameters(paramLabel = "BASELINE") UUID baseline,
            @Option(
                            names = "--component",
                            required = true,
                            description = "NUMBER=MATCH: sequence, any-of, host-unique or volatile.")
                    Map<Integer, String> components,
            @Option(names = "--minimum-hosts", description = "Leave out what fewer hosts have (${DEFAULT-VALUE}).")
                    int minimumHosts,
            @Option(names = "--label", description = "Labels of the hosts it is for, NAME=VALUE (every host).")
                    @Nullable
                    Map<String, String> selector) {
        Map<String, Object> body = body(set, selector);
        body.put("components", components);
        body.put("minimumHosts", Math.max(1, minimumHosts));
        String path = Paths.of("/api/v1/baselines/{}/drafts", baseline);
        return server.run(api -> api.post(path, body, Map.of()).body());
    }

    private static Map<String, Object> body(String set, @Nullable Map<String, String> selector) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", set);
        if (selector != null) {
            body.put("selector", selector);
        }
        return body;
    }

    private static int post(ServerCall server, String path) {
        return server.run(api -> api.post(path, null, Map.of()).body());
    }
}
