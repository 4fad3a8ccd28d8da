package dev.touchstone.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.List;

/**
 * One signature of a PCR policy, as it claims to be: nothing here is verified.
 *
 * @param bank the bank of the PCRs
 * @param pcrs the PCRs the policy is about, ascending, each once
 * @param keyFingerprint SHA-256 of the signing key's PKCS #1 form ({@code pkfp})
 * @param policy the policy digest, SHA-256 ({@code pol})
 * @param signature RSA PKCS #1 v1.5 of the policy digest ({@code sig})
 */
public record PcrSignature(
        HashAlgorithm bank, List<Integer> pcrs, Bytes keyFingerprint, Bytes policy, Bytes signature) {

    public PcrSignature {
        pcrs = List.copyOf(pcrs);
    }
}
