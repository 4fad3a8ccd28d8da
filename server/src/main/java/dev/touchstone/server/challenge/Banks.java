package dev.touchstone.server.challenge;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.problem.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The banks a host says its TPM has allocated: a claim, from which at least one a verdict can rest on is needed. */
public final class Banks {

    private Banks() {}

    /** The banks named, in the algorithms' order. */
    public static Set<HashAlgorithm> require(List<String> names) {
        Set<HashAlgorithm> banks = EnumSet.noneOf(HashAlgorithm.class);
        for (String name : names) {
            HashAlgorithm bank = HashAlgorithm.ofBank(name)
                    .filter(HashAlgorithm::computable)
                    .orElseThrow(() -> new Refusal(400, "bank-unknown", "Banks are sha1, sha256, sha384 and sha512."));
            if (!banks.add(bank)) {
                throw new Refusal(400, "bank-duplicate", "Bank " + bank.bank() + " is named twice.");
            }
        }
        if (banks.stream().noneMatch(HashAlgorithm::collisionResistant)) {
            throw new Refusal(422, "bank-too-weak", "A verdict needs a SHA-256, SHA-384 or SHA-512 bank.");
        }
        return banks;
    }
}
