package dev.touchstone.server.rule;

import dev.touchstone.rule.CommandLineArguments;
import dev.touchstone.rule.DbxAtLeast;
import dev.touchstone.rule.ExpressionRule;
import dev.touchstone.rule.ImaFiles;
import dev.touchstone.rule.MinimumTpmFirmware;
import dev.touchstone.rule.MokAbsentOrListed;
import dev.touchstone.rule.NoDebugState;
import dev.touchstone.rule.OsImageAllowed;
import dev.touchstone.rule.Rule;
import dev.touchstone.rule.SecureBootAuthorities;
import dev.touchstone.rule.SecureBootEnabled;
import dev.touchstone.rule.SignedPcr11Policy;
import java.util.Map;

/** Which view each rule is written in, and read from. */
final class RuleViews {

    static final Map<String, Class<? extends RuleView>> BY_ID = Map.ofEntries(
            Map.entry(SecureBootEnabled.ID, RuleView.OfSecureBootEnabled.class),
            Map.entry(SecureBootAuthorities.ID, RuleView.OfSecureBootAuthorities.class),
            Map.entry(DbxAtLeast.ID, RuleView.OfDbxAtLeast.class),
            Map.entry(MokAbsentOrListed.ID, RuleView.OfMokAbsentOrListed.class),
            Map.entry(MinimumTpmFirmware.ID, RuleView.OfMinimumTpmFirmware.class),
            Map.entry(CommandLineArguments.ID, RuleView.OfCommandLineArguments.class),
            Map.entry(NoDebugState.ID, RuleView.OfNoDebugState.class),
            Map.entry(SignedPcr11Policy.ID, RuleView.OfSignedPcr11Policy.class),
            Map.entry(OsImageAllowed.ID, RuleView.OfOsImageAllowed.class),
            Map.entry(ImaFiles.ID, RuleView.OfImaFiles.class),
            Map.entry(ExpressionRule.ID, RuleView.OfExpression.class));

    private RuleViews() {}

    static RuleView of(Rule rule) {
        return switch (rule) {
            case SecureBootEnabled _ -> new RuleView.OfSecureBootEnabled();
            case NoDebugState _ -> new RuleView.OfNoDebugState();
            case SecureBootAuthorities(var certificates, var hashes) ->
                new RuleView.OfSecureBootAuthorities(RuleText.write(certificates), RuleText.write(hashes));
            case DbxAtLeast(var hashes, var certificates) ->
                new RuleView.OfDbxAtLeast(RuleText.write(hashes), RuleText.write(certificates));
            case MokAbsentOrListed(var contents) -> new RuleView.OfMokAbsentOrListed(RuleText.write(contents));
            case MinimumTpmFirmware(long version) -> new RuleView.OfMinimumTpmFirmware(RuleText.version(version));
            case CommandLineArguments(var required, var allowed, var forbidden) ->
                new RuleView.OfCommandLineArguments(
                        RuleText.write(required), allowed.map(RuleText::write).orElse(null), RuleText.write(forbidden));
            case SignedPcr11Policy(var keys, var minimum, var revoked) ->
                new RuleView.OfSignedPcr11Policy(
                        keys.stream().map(KeyText::write).toList(), minimum.orElse(null), RuleText.write(revoked));
            case OsImageAllowed(var root, var usr, var composefs, var images) ->
                new RuleView.OfOsImageAllowed(
                        RuleText.write(root), RuleText.write(usr), RuleText.write(composefs), RuleText.write(images));
            case ImaFiles ima -> of(ima);
            case ExpressionRule expression ->
                new RuleView.OfExpression(expression.name(), expression.expression(), expression.text());
        };
    }

    private static RuleView of(ImaFiles ima) {
        return new RuleView.OfImaFiles(
                RuleText.write(ima.digests()),
                ima.lists().isEmpty()
                        ? null
                        : ima.lists().stream()
                                .map(l -> new RuleView.ListView(l.name(), l.version()))
                                .toList(),
                ima.keys().stream().map(KeyText::write).toList(),
                ima.exclusions().stream()
                        .map(e -> new RuleView.ExclusionView(e.pattern(), e.expires()))
                        .toList(),
                ima.violationsTolerated());
    }
}
