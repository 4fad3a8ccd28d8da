package dev.touchstone.agent.transport;

import dev.touchstone.agent.tpm.PcrSelection;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A challenge as it comes over the wire. */
record ChallengeMessage(
        @Nullable String challenge,
        @Nullable String nonce,
        @Nullable Quote quote,
        @Nullable Logs logs) {

    private static final int LONGEST_CHALLENGE = 4_096;
    private static final int MOST_KNOWN = 1_000;

    record Quote(@Nullable List<Selection> selection) {}

    record Selection(@Nullable String bank, @Nullable List<Integer> pcrs) {}

    record Logs(@Nullable Log firmware, @Nullable Ima ima) {}

    record Ima(@Nullable String boot, @Nullable Long from) {}

    record Log(@Nullable List<String> known) {}

    Challenge checked() throws ExchangeException {
        String text = Base64Field.required(challenge, "challenge");
        if (text.isEmpty() || text.length() > LONGEST_CHALLENGE) {
            throw new ExchangeException.Incomprehensible("the challenge has " + text.length() + " characters");
        }
        Bytes expected = HashAlgorithm.SHA256.hash(Bytes.ofUtf8(text));
        Bytes actual = Base64Field.decode(nonce, "nonce");
        if (!expected.equals(actual)) {
            throw new ExchangeException.Incomprehensible(
                    "the nonce is not the challenge's SHA-256: expected " + expected + ", actual " + actual);
        }
        return new Challenge(text, actual, selection(), known(), ima());
    }

    private List<PcrSelection> selection() throws ExchangeException {
        List<Selection> selections =
                Base64Field.required(Base64Field.required(quote, "quote").selection(), "quote.selection");
        List<PcrSelection> checked = new ArrayList<>();
        for (Selection selection : selections) {
            checked.add(selection(selection));
        }
        long banks = checked.stream().map(PcrSelection::bank).distinct().count();
        if (checked.isEmpty() || banks != checked.size()) {
            throw new ExchangeException.Incomprehensible("'quote.selection' names no bank, or one twice");
        }
        return checked;
    }

    private static PcrSelection selection(Selection selection) throws ExchangeException {
        String bank = Base64Field.required(selection.bank(), "bank");
        List<Integer> pcrs = Base64Field.required(selection.pcrs(), "pcrs");
        try {
            HashAlgorithm algorithm = HashAlgorithm.ofBank(bank)
                    .filter(HashAlgorithm::computable)
                    .orElseThrow(() -> new IllegalArgumentException("unknown bank '" + bank + "'"));
            if (new TreeSet<>(pcrs).size() != pcrs.size()) {
                throw new IllegalArgumentException("a PCR of " + bank + " is named twice");
            }
            return PcrSelection.of(algorithm, pcrs);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new ExchangeException.Incomprehensible("'quote.selection' makes no sense: " + e.getMessage(), e);
        }
    }

    private Set<String> known() {
        if (logs == null || logs.firmware() == null || logs.firmware().known() == null) {
            return Set.of();
        }
        Set<String> known = new TreeSet<>();
        for (String digest : logs.firmware().known()) {
            if (digest != null && known.size() < MOST_KNOWN) {
                known.add(digest);
            }
        }
        return known;
    }

    /** Sending the whole list is always right. */
    private Challenge.ImaFrom ima() {
        if (logs == null || logs.ima() == null) {
            return Challenge.ImaFrom.START;
        }
        String boot = logs.ima().boot();
        Long from = logs.ima().from();
        return boot == null || from == null || from < 0 ? Challenge.ImaFrom.START : new Challenge.ImaFrom(boot, from);
    }
}
