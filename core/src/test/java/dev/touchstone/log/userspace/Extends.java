package dev.touchstone.log.userspace;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.function.Predicate;

/** What a TPM would hold after a log's extends. */
final class Extends {

    private Extends() {}

    static Bytes of(UserspaceLog log, Predicate<Register> register, HashAlgorithm bank, Bytes start) {
        Bytes value = start;
        for (UserspaceRecord record : log.records()) {
            if (register.test(record.register())) {
                value = bank.extend(value, record.digest(bank).orElseThrow());
            }
        }
        return value;
    }
}
