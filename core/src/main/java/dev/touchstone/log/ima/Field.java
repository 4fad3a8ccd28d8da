package dev.touchstone.log.ima;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields that templates are put together from (IMA Template Management Mechanism, "Supported Template Fields"). */
enum Field {
    D("d", Form.DIGEST),
    N("n", Form.TEXT),
    D_NG("d-ng", Form.DIGEST),
    D_NGV2("d-ngv2", Form.DIGEST),
    N_NG("n-ng", Form.TEXT),
    SIG("sig", Form.HEX),
    BUF("buf", Form.HEX),
    D_MODSIG("d-modsig", Form.DIGEST),
    MODSIG("modsig", Form.HEX),
    EVMSIG("evmsig", Form.HEX),
    XATTRNAMES("xattrnames", Form.TEXT),
    XATTRLENGTHS("xattrlengths", Form.HEX),
    XATTRVALUES("xattrvalues", Form.HEX),
    IUID("iuid", Form.NUMBER_32),
    IGID("igid", Form.NUMBER_32),
    IMODE("imode", Form.NUMBER_16);

    /** How a field is written in the ASCII list. */
    enum Form {
        /** Bytes with, but for {@code d}, their algorithm before them. */
        DIGEST,
        /** Characters that end in NUL. */
        TEXT,
        HEX,
        NUMBER_32,
        NUMBER_16
    }

    private static final Map<String, Field> BY_ID =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(f -> f.id, Function.identity()));

    private final String id;
    private final Form form;

    Field(String id, Form form) {
        this.id = id;
        this.form = form;
    }

    static Optional<Field> of(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    Form form() {
        return form;
    }

    /** Whether it holds the digest of what was measured. */
    boolean isDigest() {
        return this == D || this == D_NG || this == D_NGV2;
    }

    /** Whether it holds the name of what was measured. */
    boolean isName() {
        return this == N || this == N_NG;
    }
}
