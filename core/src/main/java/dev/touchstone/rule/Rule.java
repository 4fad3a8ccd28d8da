package dev.touchstone.rule;

import java.util.List;

/** Judges one thing the facts of a boot say. */
public sealed interface Rule
        permits SecureBootEnabled,
                SecureBootAuthorities,
                DbxAtLeast,
                MokAbsentOrListed,
                MinimumTpmFirmware,
                CommandLineArguments,
                NoDebugState,
                SignedPcr11Policy,
                OsImageAllowed,
                ImaFiles,
                ExpressionRule {

    /** The kind of rule, stable: {@code secure-boot-enabled}. */
    String id();

    /** What it asks, with its parameters: one sentence for people. */
    String text();

    /** The section of a specification it rests on. */
    String citation();

    /** Everything of {@code subject} that breaks it; empty where it holds. What is not known breaks it, too. */
    List<RuleFailure> evaluate(RuleSubject subject);

    /** Whether it reads IMA's list, which must then be at hand from record 0, or anything of IMA's PCR. */
    default boolean readsIma() {
        return false;
    }
}
