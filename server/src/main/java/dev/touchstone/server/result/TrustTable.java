package dev.touchstone.server.result;

import static dev.touchstone.server.result.Category.CONFIGURATION;
import static dev.touchstone.server.result.Category.EXECUTABLES;
import static dev.touchstone.server.result.Category.HARDWARE;
import static dev.touchstone.server.result.Category.INSTANCE_IDENTITY;

import dev.touchstone.rule.CommandLineArguments;
import dev.touchstone.rule.DbxAtLeast;
import dev.touchstone.rule.ExpressionRule;
import dev.touchstone.rule.ImaFiles;
import dev.touchstone.rule.MinimumTpmFirmware;
import dev.touchstone.rule.MokAbsentOrListed;
import dev.touchstone.rule.NoDebugState;
import dev.touchstone.rule.OsImageAllowed;
import dev.touchstone.rule.SecureBootAuthorities;
import dev.touchstone.rule.SecureBootEnabled;
import dev.touchstone.rule.SignedPcr11Policy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each reason against a host claims in its trustworthiness vector (AR4SI §2.3).
 * {@code docs/attestation-results.md} shows the same table.
 */
final class TrustTable {

    private static final int VULNERABLE = 32;
    private static final int UNRECOGNISED = 33;
    private static final int UNAVAILABLE = 36;
    private static final int UNTRUSTWORTHY = 96;
    private static final int UNRECOGNISED_HARDWARE = 97;
    private static final int CRYPTO_VALIDATION_FAILED = 99;

    private TrustTable() {}

    /** Which reasons a row is for. */
    sealed interface Key {

        /** Those of a code. */
        record Code(String code) implements Key {
            @Override
            public String toString() {
                return "`" + code + "`";
            }
        }

        /** {@code rule-failed} of a rule. */
        record OfRule(String id) implements Key {
            @Override
            public String toString() {
                return "rule `" + id + "`";
            }
        }

        /** Any other that names one of these PCRs. */
        record InPcr(Set<Integer> pcrs) implements Key {
            @Override
            public String toString() {
                return "PCR " + pcrs.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
            }
        }
    }

    /** One row: a claim for each reason of the key. */
    record Row(Key key, Category category, int value, String meaning) {}

    /** All rows, the order of the page. */
    static final List<Row> ROWS = List.of(
            code("host-revoked", INSTANCE_IDENTITY, UNTRUSTWORTHY, "an operator ended trust in the host"),
            code("host-retired", INSTANCE_IDENTITY, UNTRUSTWORTHY, "the host is out of service"),
            code("tpm-state-rolled-back", INSTANCE_IDENTITY, UNTRUSTWORTHY, "the TPM went back in time: a clone"),
            code("log-malformed", EXECUTABLES, CRYPTO_VALIDATION_FAILED, "a log cannot be read"),
            code("log-does-not-replay", EXECUTABLES, CRYPTO_VALIDATION_FAILED, "the logs contradict the quote"),
            code("pcr-without-events", EXECUTABLES, CRYPTO_VALIDATION_FAILED, "extended without a word in any log"),
            code("bank-without-log", EXECUTABLES, CRYPTO_VALIDATION_FAILED, "a bank that anyone could have extended"),
            code("bank-not-allocated", EXECUTABLES, CRYPTO_VALIDATION_FAILED, "a bank that firmware never extended"),
            code("ima-outside-pcr", EXECUTABLES, CRYPTO_VALIDATION_FAILED, "a record of IMA's in another PCR"),
            code("ima-record-forged", EXECUTABLES, CRYPTO_VALIDATION_FAILED, "a record of IMA's with a wrong hash"),
            code("log-incomplete", CONFIGURATION, UNAVAILABLE, "what was measured after the cut is not known"),
            code("log-incomplete", EXECUTABLES, UNRECOGNISED, "what ran after the cut is not known"),
            code("pcr-not-quoted", CONFIGURATION, UNAVAILABLE, "a judged PCR was not quoted"),
            code("bank-not-covered", CONFIGURATION, UNAVAILABLE, "nothing golden in the banks quoted"),
            code("version-retired", EXECUTABLES, VULNERABLE, "approved once, and not any more"),
            code("bundle-mixed", CONFIGURATION, VULNERABLE, "approved parts that were not approved together"),
            code("more-differences", EXECUTABLES, UNRECOGNISED, "more differs than is told one by one"),
            rule(SecureBootEnabled.ID, CONFIGURATION, UNTRUSTWORTHY, "Secure Boot is off where it must be on"),
            rule(NoDebugState.ID, CONFIGURATION, UNTRUSTWORTHY, "the machine can be looked into as it runs"),
            rule(DbxAtLeast.ID, CONFIGURATION, VULNERABLE, "something revoked would run"),
            rule(SecureBootAuthorities.ID, CONFIGURATION, VULNERABLE, "vouched for by someone not listed"),
            rule(MokAbsentOrListed.ID, CONFIGURATION, VULNERABLE, "a machine owner key not listed"),
            rule(CommandLineArguments.ID, CONFIGURATION, VULNERABLE, "a kernel argument not allowed"),
            rule(ExpressionRule.ID, CONFIGURATION, VULNERABLE, "a condition of the operator's own"),
            rule(MinimumTpmFirmware.ID, HARDWARE, VULNERABLE, "TPM firmware older than demanded"),
            rule(OsImageAllowed.ID, EXECUTABLES, UNRECOGNISED, "an operating system image not allowed"),
            rule(SignedPcr11Policy.ID, EXECUTABLES, UNRECOGNISED, "a unified kernel nobody listed signed for"),
            rule(ImaFiles.ID, EXECUTABLES, UNRECOGNISED, "a file not listed was used at run time"),
            pcrs(Set.of(0, 2), HARDWARE, UNRECOGNISED_HARDWARE, "firmware or an option ROM not approved"),
            pcrs(
                    Set.of(1, 3, 5, 6, 7, 8, 12, 14, 15),
                    CONFIGURATION,
                    VULNERABLE,
                    "settings, keys, command lines or boot order not approved"),
            pcrs(
                    Set.of(4, 9, 10, 11, 13, 16, 17, 18, 19, 20, 21, 22, 23),
                    EXECUTABLES,
                    UNRECOGNISED,
                    "a program or file not approved"));

    private static Row code(String code, Category category, int value, String meaning) {
        return new Row(new Key.Code(code), category, value, meaning);
    }

    private static Row rule(String id, Category category, int value, String meaning) {
        return new Row(new Key.OfRule(id), category, value, meaning);
    }

    private static Row pcrs(Set<Integer> pcrs, Category category, int value, String meaning) {
        return new Row(new Key.InPcr(pcrs), category, value, meaning);
    }

    /** What one reason claims: by its code or else its rule, or else its PCR. Nothing if none of them is known. */
    static List<Row> of(ResultClaims.Finding finding) {
        return Stream.<Key>of(
                        new Key.Code(finding.code()),
                        new Key.OfRule(finding.rule() == null ? "" : finding.rule()),
                        new Key.InPcr(finding.pcr() == null ? Set.of() : Set.of(finding.pcr())))
                .map(TrustTable::rows)
                .filter(rows -> !rows.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<Row> rows(Key asked) {
        return ROWS.stream().filter(row -> isFor(row.key(), asked)).toList();
    }

    private static boolean isFor(Key key, Key asked) {
        return switch (key) {
            case Key.Code _, Key.OfRule _ -> key.equals(asked);
            case Key.InPcr(Set<Integer> pcrs) ->
                asked instanceof Key.InPcr(Set<Integer> one) && !one.isEmpty() && pcrs.containsAll(one);
        };
    }
}
