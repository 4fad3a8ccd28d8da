package dev.touchstone.image;

import dev.touchstone.bytes.HashAlgorithm;

/** A PCR policy whose signature verified under a given key. Only {@link PcrSignatures} makes one. */
public final class SignedPcrPolicy {

    private final PcrSignature signature;
    private final HashAlgorithm hash;

    SignedPcrPolicy(PcrSignature signature, HashAlgorithm hash) {
        this.signature = signature;
        this.hash = hash;
    }

    /** The signature that verified. */
    public PcrSignature signature() {
        return signature;
    }

    /**
     * The hash it rests on: the bank's through systemd 259, SHA-256 since. With SHA-1 it is for the caller to say
     * whether that is enough.
     */
    public HashAlgorithm hash() {
        return hash;
    }
}
