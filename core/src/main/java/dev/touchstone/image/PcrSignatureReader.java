package dev.touchstone.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.json.Json;
import dev.touchstone.json.JsonArray;
import dev.touchstone.json.JsonObject;
import dev.touchstone.json.JsonValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the JSON of {@code .pcrsig}. Members and banks not known here are passed over: nothing can rest on them. */
final class PcrSignatureReader {

    private static final int MAX_SIGNATURE = 2048; // RSA of 16384 bits
    private static final int FEWEST_BYTES_A_VALUE = 32;
    private static final int VALUES_ALLOWANCE = 64;

    private PcrSignatureReader() {}

    static List<PcrSignature> read(Bytes text) throws MalformedException {
        checkSize(text);
        List<PcrSignature> signatures = new ArrayList<>();
        for (Map.Entry<String, JsonValue> member :
                Json.parse(text).asObject("the text").members().entrySet()) {
            Optional<HashAlgorithm> bank = HashAlgorithm.ofBank(member.getKey());
            if (bank.isPresent()) {
                for (JsonValue entry : member.getValue().asArray("a bank").elements()) {
                    signatures.add(signature(bank.get(), entry.asObject("a signature")));
                }
            }
        }
        return List.copyOf(signatures);
    }

    /** A value takes some hundred bytes however short it is written, so the text must not be made of short ones. */
    private static void checkSize(Bytes text) throws MalformedException {
        if (text.length() > PcrSignatures.MAX_LENGTH) {
            throw refused("longer than " + PcrSignatures.MAX_LENGTH + " bytes");
        }
        int values = 0;
        for (int i = 0; i < text.length(); i++) {
            int octet = text.at(i);
            values += octet == ',' || octet == '[' || octet == '{' || octet == ':' ? 1 : 0;
        }
        if (values > text.length() / FEWEST_BYTES_A_VALUE + VALUES_ALLOWANCE) {
            throw refused("too many values to be signatures");
        }
    }

    private static PcrSignature signature(HashAlgorithm bank, JsonObject entry) throws MalformedException {
        return new PcrSignature(
                bank,
                pcrs(entry.array("pcrs")),
                sha256(entry, "pkfp"),
                sha256(entry, "pol"),
                signature(entry.string("sig")));
    }

    private static List<Integer> pcrs(JsonArray array) throws MalformedException {
        List<Integer> pcrs = new ArrayList<>();
        long previous = -1;
        for (JsonValue element : array.elements()) {
            long pcr = element.asLong("a PCR");
            if (pcr <= previous || pcr >= PcrPolicy.PCR_COUNT) {
                throw refused("pcrs must be ascending and below " + PcrPolicy.PCR_COUNT);
            }
            pcrs.add((int) pcr);
            previous = pcr;
        }
        if (pcrs.isEmpty()) {
            throw refused("pcrs are empty");
        }
        return pcrs;
    }

    private static Bytes sha256(JsonObject entry, String field) throws MalformedException {
        String hex = entry.string(field);
        if (hex.length() != 2 * HashAlgorithm.SHA256.size()) {
            throw refused(field + " must have " + 2 * HashAlgorithm.SHA256.size() + " hex digits, not " + hex.length());
        }
        try {
            return Bytes.ofHex(hex);
        } catch (IllegalArgumentException e) {
            throw refused(field + " is not hex");
        }
    }

    private static Bytes signature(String base64) throws MalformedException {
        Bytes signature;
        try {
            signature = Bytes.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw refused("sig is not base64");
        }
        if (signature.isEmpty() || signature.length() > MAX_SIGNATURE) {
            throw refused("sig has " + signature.length() + " bytes");
        }
        return signature;
    }

    private static MalformedException refused(String message) {
        return new MalformedException(0, message);
    }
}
