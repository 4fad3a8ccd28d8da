package dev.touchstone.log.firmware;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A crypto-agile firmware log, written event by event; a recorded one can be taken apart and spoilt. */
public final class LogBuilder {

    private final List<HashAlgorithm> banks;
    private final List<Event> events = new ArrayList<>();

    /** One event as it will be written. */
    public record Event(int pcr, long type, Map<HashAlgorithm, Bytes> digests, Bytes data) {

        public Event withPcr(int other) {
            return new Event(other, type, digests, data);
        }

        public Event withType(EventType other) {
            return new Event(pcr, other.code(), digests, data);
        }

        public Event withData(Bytes other) {
            return new Event(pcr, type, digests, other);
        }

        public Event withDigest(HashAlgorithm bank, Bytes digest) {
            Map<HashAlgorithm, Bytes> changed = new EnumMap<>(digests);
            changed.put(bank, digest);
            return new Event(pcr, type, changed, data);
        }
    }

    private LogBuilder(List<HashAlgorithm> banks) {
        this.banks = banks;
    }

    /** An empty log with these banks. */
    public static LogBuilder of(HashAlgorithm... banks) {
        return new LogBuilder(List.of(banks));
    }

    /** The same log, to be changed. */
    public static LogBuilder copyOf(FirmwareLog log) {
        LogBuilder builder = new LogBuilder(log.banks());
        for (FirmwareEvent event : log.events()) {
            Map<HashAlgorithm, Bytes> digests = new EnumMap<>(HashAlgorithm.class);
            log.banks().forEach(bank -> digests.put(bank, event.digest(bank).orElseThrow()));
            builder.events.add(new Event(event.pcr(), event.untrustedTypeCode(), digests, event.data()));
        }
        return builder;
    }

    public List<HashAlgorithm> banks() {
        return banks;
    }

    /** The events, to be changed in place; {@code events().get(i)} is number i + 1 of the log. */
    public List<Event> events() {
        return events;
    }

    /** Replaces the event that has this number in the log. */
    public LogBuilder change(int index, UnaryOperator<Event> change) {
        events.set(index - 1, change.apply(events.get(index - 1)));
        return this;
    }

    /** Adds an event whose digests are of {@code measured}. */
    public Event add(int pcr, EventType type, Bytes measured, Bytes data) {
        Map<HashAlgorithm, Bytes> digests = new EnumMap<>(HashAlgorithm.class);
        banks.forEach(bank -> digests.put(bank, type == EventType.EV_NO_ACTION ? bank.zero() : bank.hash(measured)));
        Event event = new Event(pcr, type.code(), digests, data);
        events.add(event);
        return event;
    }

    /** The log's bytes. */
    public Bytes build() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        header(out);
        for (Event event : events) {
            u32(out, event.pcr());
            u32(out, event.type());
            u32(out, banks.size());
            for (HashAlgorithm bank : banks) {
                u16(out, bank.id());
                out.writeBytes(Objects.requireNonNull(event.digests().get(bank)).toArray());
            }
            u32(out, event.data().length());
            out.writeBytes(event.data().toArray());
        }
        return Bytes.of(out.toByteArray());
    }

    /** The log, read back. */
    public FirmwareLog parse() {
        try {
            return FirmwareLog.parse(build());
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void header(ByteArrayOutputStream out) {
        ByteArrayOutputStream spec = new ByteArrayOutputStream();
        spec.writeBytes("Spec ID Event03\0\0\0\0\0\0\2\0\2".getBytes(StandardCharsets.US_ASCII));
        u32(spec, banks.size());
        for (HashAlgorithm bank : banks) {
            u16(spec, bank.id());
            u16(spec, bank.size());
        }
        spec.write(0);
        u32(out, 0);
        u32(out, EventType.EV_NO_ACTION.code());
        out.writeBytes(new byte[20]);
        u32(out, spec.size());
        out.writeBytes(spec.toByteArray());
    }

    private static void u16(ByteArrayOutputStream out, int value) {
        out.write(value);
        out.write(value >> 8);
    }

    private static void u32(ByteArrayOutputStream out, long value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .array());
    }
}
