package dev.touchstone.server.rule;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.rule.CommandLineArguments;
import dev.touchstone.rule.DbxAtLeast;
import dev.touchstone.rule.Exclusion;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule's parameters on the wire. Digests are {@code sha256:hex}, what is always SHA-256 is hex alone. */
sealed interface RuleView {

    /** The rule, which checks its parameters. */
    Rule rule(RuleParts parts);

    record OfSecureBootEnabled() implements RuleView {
        @Override
        public Rule rule(RuleParts parts) {
            return new SecureBootEnabled();
        }
    }

    record OfNoDebugState() implements RuleView {
        @Override
        public Rule rule(RuleParts parts) {
            return new NoDebugState();
        }
    }

    record OfSecureBootAuthorities(
            @Nullable List<String> certificates, @Nullable List<String> hashes) implements RuleView {
        @Override
        public Rule rule(RuleParts parts) {
            return new SecureBootAuthorities(
                    RuleText.read(certificates, Bytes::ofHex), RuleText.read(hashes, Bytes::ofHex));
        }
    }

    record OfDbxAtLeast(
            @Nullable List<String> hashes, @Nullable List<String> certificates) implements RuleView {
        @Override
        public Rule rule(RuleParts parts) {
            return new DbxAtLeast(RuleText.read(hashes, Bytes::ofHex), RuleText.read(certificates, Bytes::ofHex));
        }
    }

    record OfMokAbsentOrListed(@Nullable List<String> contents) implements RuleView {
        @Override
        public Rule rule(RuleParts parts) {
            return new MokAbsentOrListed(RuleText.read(contents, RuleText::digest));
        }
    }

    record OfMinimumTpmFirmware(String version) implements RuleView {
        @Override
        public Rule rule(RuleParts parts) {
            return new MinimumTpmFirmware(RuleText.version(version));
        }
    }

    // without allowed, everything is that is not forbidden; with none in it, nothing is that is not required
    record OfCommandLineArguments(
            @Nullable List<String> required,
            @Nullable List<String> allowed,
            @Nullable List<String> forbidden) implements RuleView {
        @Override
        public Rule rule(RuleParts parts) {
            return new CommandLineArguments(
                    RuleText.read(required, RuleText::argument),
                    Optional.ofNullable(allowed).map(a -> RuleText.read(a, RuleText::argument)),
                    RuleText.read(forbidden, RuleText::argument));
        }
    }

    // keys in PEM
    record OfSignedPcr11Policy(
            List<String> keys,
            @Nullable String minimumVersion,
            @Nullable List<String> revoked) implements RuleView {
        @Override
        public Rule rule(RuleParts parts) {
            return new SignedPcr11Policy(
                    keys.stream().map(KeyText::parseRsa).toList(),
                    Optional.ofNullable(minimumVersion),
                    RuleText.read(revoked, Bytes::ofHex));
        }
    }

    record OfOsImageAllowed(
            @Nullable List<String> rootHashes,
            @Nullable List<String> usrHashes,
            @Nullable List<String> composefs,
            @Nullable List<String> bootImages)
            implements RuleView {
        @Override
        public Rule rule(RuleParts parts) {
            return new OsImageAllowed(
                    RuleText.read(rootHashes, t -> t),
                    RuleText.read(usrHashes, t -> t),
                    RuleText.read(composefs, t -> t),
                    RuleText.read(bootImages, RuleText::digest));
        }
    }

    // keys in PEM
    record OfImaFiles(
            @Nullable List<String> digests,
            @Nullable List<ListView> lists,
            @Nullable List<String> keys,
            @Nullable List<ExclusionView> exclusions,
            @Nullable Boolean violationsTolerated)
            implements RuleView {
        @Override
        public Rule rule(RuleParts parts) {
            return new ImaFiles(
                    RuleText.read(digests, RuleText::fileDigest),
                    lists == null ? Set.of() : parts.lists(lists),
                    List.copyOf(RuleText.read(keys, KeyText::parse)),
                    exclusions == null
                            ? List.of()
                            : exclusions.stream()
                                    .map(e -> new Exclusion(e.pattern, e.expires))
                                    .toList(),
                    violationsTolerated != null && violationsTolerated);
        }
    }

    record ListView(String list, int version) {}

    record ExclusionView(String pattern, Instant expires) {}

    record OfExpression(String name, String expression, String text) implements RuleView {
        @Override
        public Rule rule(RuleParts parts) {
            return new ExpressionRule(name, expression, text, parts.compile(expression));
        }
    }
}
