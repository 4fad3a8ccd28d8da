package dev.touchstone.log.firmware;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.FirmwareLog.Format;
import dev.touchstone.log.firmware.SpecId.Algorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads both formats of the firmware log (PC Client PFP §10.2). */
final class FirmwareLogParser {

    private static final Bytes CRYPTO_AGILE = Bytes.ofUtf8("Spec ID Event03\0");
    private static final int PCRS = 24;
    private static final int MAX_ALGORITHMS = 16;
    private static final int MAX_DIGEST = 64;
    private static final int SHA1_HEADER = 32;

    private final Bytes raw;
    private final ByteReader reader;
    private final int paddingAt;
    private final List<FirmwareEvent> events = new ArrayList<>();
    private int headers;

    FirmwareLogParser(Bytes raw) {
        this.raw = raw;
        this.reader = raw.reader();
        this.paddingAt = paddingAt(raw);
    }

    FirmwareLog parse() throws MalformedException {
        Optional<SpecId> header = specId();
        if (header.isEmpty()) {
            Layout layout = new Layout.Sha1();
            while (more()) {
                sha1Event(layout);
            }
            return new FirmwareLog(raw, Format.SHA1, header, List.of(HashAlgorithm.SHA1), events);
        }
        Layout.CryptoAgile layout = new Layout.CryptoAgile(header.get().algorithms());
        while (more()) {
            agileEvent(layout);
        }
        return new FirmwareLog(raw, Format.CRYPTO_AGILE, header, knownBanks(layout), events);
    }

    /** Logs are often handed out in a larger, pre-filled buffer; what is one repeated byte to the end is no event. */
    private static int paddingAt(Bytes raw) {
        int at = raw.length();
        if (at > 0 && (raw.at(at - 1) == 0x00 || raw.at(at - 1) == 0xff)) {
            int filler = raw.at(at - 1);
            while (at > 0 && raw.at(at - 1) == filler) {
                at--;
            }
        }
        return at;
    }

    private boolean more() {
        return !reader.atEnd() && reader.offset() < paddingAt;
    }

    /** The header of a crypto-agile log, which declares its algorithms; empty, with nothing read, for the SHA-1 one. */
    private Optional<SpecId> specId() throws MalformedException {
        ByteReader ahead = raw.reader();
        if (ahead.remaining() < SHA1_HEADER + CRYPTO_AGILE.length()) {
            return Optional.empty();
        }
        ahead.u32le("PCR");
        long type = ahead.u32le("event type");
        ahead.bytes(HashAlgorithm.SHA1.size(), "digest");
        long size = ahead.u32le("event size");
        if (type != EventType.EV_NO_ACTION.code()
                || !raw.slice(SHA1_HEADER, SHA1_HEADER + CRYPTO_AGILE.length()).equals(CRYPTO_AGILE)) {
            return Optional.empty();
        }
        SpecId header = specId(ahead.sub(size, "Spec ID event"), ahead);
        reader.sub(ahead.offset(), "header");
        headers = 1;
        return Optional.of(header);
    }

    /**
     * TCG_EfiSpecIDEvent (PC Client PFP §10.4.5.1).
     *
     * @param after what follows the event: some firmware leaves the vendor's bytes out of the event's size
     */
    private static SpecId specId(ByteReader spec, ByteReader after) throws MalformedException {
        spec.bytes(CRYPTO_AGILE.length(), "signature");
        long platformClass = spec.u32le("platform class");
        int minor = spec.u8("minor version");
        int major = spec.u8("major version");
        int errata = spec.u8("errata");
        int uintnSize = spec.u8("UINTN size");
        List<Algorithm> algorithms = algorithms(spec);
        int vendorInfoSize = spec.u8("vendor info size");
        Bytes vendorInfo = (spec.atEnd() ? after : spec).bytes(vendorInfoSize, "vendor info");
        spec.requireEnd("the Spec ID event");
        return new SpecId(platformClass, major, minor, errata, uintnSize, algorithms, vendorInfo);
    }

    private static List<Algorithm> algorithms(ByteReader spec) throws MalformedException {
        long count = spec.u32le("number of algorithms");
        if (count == 0 || count > MAX_ALGORITHMS) {
            throw spec.malformed("a log declares 1 to " + MAX_ALGORITHMS + " algorithms, not " + count);
        }
        List<Algorithm> algorithms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            algorithms.add(algorithm(spec));
        }
        if (new Layout.CryptoAgile(algorithms).hasDuplicates()) {
            throw spec.malformed("an algorithm is declared twice");
        }
        return algorithms;
    }

    private static Algorithm algorithm(ByteReader spec) throws MalformedException {
        int id = spec.u16le("algorithm");
        int size = spec.u16le("digest size");
        int expected = HashAlgorithm.ofId(id).map(HashAlgorithm::size).orElse(size);
        if (size != expected || size == 0 || size > MAX_DIGEST) {
            throw spec.malformed("algorithm 0x%04x has digests of %d bytes, not %d".formatted(id, expected, size));
        }
        return new Algorithm(id, size);
    }

    private static List<HashAlgorithm> knownBanks(Layout.CryptoAgile layout) {
        return layout.algorithms().stream()
                .map(a -> HashAlgorithm.ofId(a.id()))
                .flatMap(Optional::stream)
                .toList();
    }

    private void sha1Event(Layout layout) throws MalformedException {
        long pcr = reader.u32le("PCR");
        long type = reader.u32le("event type");
        int digestsAt = reader.offset();
        reader.sub(HashAlgorithm.SHA1.size(), "digest");
        add(layout, pcr, type, digestsAt);
    }

    private void agileEvent(Layout.CryptoAgile layout) throws MalformedException {
        long pcr = reader.u32le("PCR");
        long type = reader.u32le("event type");
        long count = reader.u32le("digest count");
        if (count != layout.algorithms().size()) {
            throw reader.malformed(
                    "an event carries " + layout.algorithms().size() + " digests by the header, not " + count);
        }
        int digestsAt = reader.offset();
        digests(layout);
        add(layout, pcr, type, digestsAt);
    }

    private void digests(Layout.CryptoAgile layout) throws MalformedException {
        long seen = 0;
        for (int i = 0; i < layout.algorithms().size(); i++) {
            int id = reader.u16le("digest algorithm");
            int at = indexOf(layout, id);
            if ((seen & 1L << at) != 0) {
                throw reader.malformed("an event carries two digests of algorithm 0x%04x".formatted(id));
            }
            seen |= 1L << at;
            reader.sub(layout.algorithms().get(at).size(), "digest");
        }
    }

    private int indexOf(Layout.CryptoAgile layout, int id) throws MalformedException {
        for (int i = 0; i < layout.algorithms().size(); i++) {
            if (layout.algorithms().get(i).id() == id) {
                return i;
            }
        }
        throw reader.malformed("the header does not declare algorithm 0x%04x".formatted(id));
    }

    private void add(Layout layout, long pcr, long type, int digestsAt) throws MalformedException {
        long size = reader.u32le("event size");
        int dataAt = reader.offset();
        reader.sub(size, "event data");
        if (pcr >= PCRS && type != EventType.EV_NO_ACTION.code()) {
            throw reader.malformed("there is no PCR " + pcr);
        }
        events.add(new FirmwareEvent(
                raw, layout, events.size() + headers, pcr < PCRS ? (int) pcr : -1, type, digestsAt, dataAt, (int)
                        size));
    }
}
