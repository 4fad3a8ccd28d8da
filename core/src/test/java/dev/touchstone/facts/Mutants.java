package dev.touchstone.facts;

import dev.touchstone.Boots;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.log.firmware.LogBuilder.Event;
import dev.touchstone.log.userspace.UserspaceLog;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Logs like one, but for what no digest covers: what whoever hands in the log may choose. Always the same ones. */
final class Mutants {

    private static final int MOST_MOVED = 6;
    private static final List<String> RECORDS = List.of("string", "volume-key", "mismatch");

    private final FirmwareLog log;
    private final List<Event> events;
    private final Retellings retellings;
    private final Random random = new Random(20);

    Mutants(FirmwareLog log) {
        this.log = log;
        this.events = List.copyOf(LogBuilder.copyOf(log).events());
        this.retellings = new Retellings(events);
    }

    /** A changed log, and how; made when asked for. */
    record Mutant(String how, Supplier<FirmwareLog> firmware, UserspaceLog userspace) {
        FirmwareLog log() {
            return firmware.get();
        }
    }

    /** Every event under every type that is known. */
    Stream<Mutant> retyped() {
        return measured().boxed().flatMap(i -> types().map(type -> changed(i, "as " + type, e -> e.withType(type))));
    }

    /** Every event with other data, under its own type and those that read data as text, variables or tables. */
    Stream<Mutant> retold() {
        return measured()
                .boxed()
                .flatMap(i -> retellings
                        .of(events.get(i))
                        .flatMap(data -> Stream.concat(
                                Stream.of(changed(i, "with " + shown(data), e -> e.withData(data))),
                                Stream.of(
                                                EventType.EV_ACTION,
                                                EventType.EV_IPL,
                                                EventType.EV_EFI_VARIABLE_BOOT,
                                                EventType.EV_S_CRTM_VERSION)
                                        .map(type -> changed(
                                                i,
                                                "as " + type + " with " + shown(data),
                                                e -> e.withType(type).withData(data))))));
    }

    /** Several events changed at once. */
    Stream<Mutant> together(int count) {
        int[] measured = measured().toArray();
        List<EventType> types = types().toList();
        return IntStream.range(0, measured.length == 0 ? 0 : count)
                .mapToObj(n -> mutant("several, " + n, builder -> {
                    for (int i = 0; i < 2 + n % 4; i++) {
                        int at = measured[random.nextInt(measured.length)];
                        Event event = builder.events().get(at);
                        List<Bytes> data = retellings.of(event).toList();
                        Event retyped =
                                random.nextBoolean() ? event.withType(types.get(random.nextInt(types.size()))) : event;
                        builder.events()
                                .set(
                                        at,
                                        random.nextBoolean()
                                                ? retyped.withData(data.get(random.nextInt(data.size())))
                                                : retyped);
                    }
                }));
    }

    /** All of a register under another type. */
    Stream<Mutant> spoiltByRegister() {
        return registers()
                .flatMap(pcr -> types().map(type -> mutant(
                        "all of PCR " + pcr + " as " + type,
                        builder -> builder.events()
                                .replaceAll(e -> e.pcr() == pcr && isMeasured(e) ? e.withType(type) : e))));
    }

    /** Events of different registers in other places among each other. */
    Stream<Mutant> reordered() {
        return Stream.concat(
                Stream.of(
                        sorted("by PCR", Comparator.comparingInt(Event::pcr)),
                        sorted("by PCR, last first", Comparator.comparingInt(e -> -e.pcr()))),
                IntStream.range(0, 5).mapToObj(n -> {
                    int[] keys = random.ints(24 + 1).toArray();
                    return sorted("shuffled, " + n, Comparator.comparingInt(e -> keys[e.pcr() + 1]));
                }));
    }

    private Mutant sorted(String how, Comparator<Event> order) {
        return mutant(how, builder -> builder.events().sort(order));
    }

    /** With a note among the events, that is not measured and carries a digest. */
    Stream<Mutant> noted() {
        return registers()
                .map(pcr -> mutant("note for PCR " + pcr, builder -> {
                    Bytes data = events.get(random.nextInt(events.size())).data();
                    Event note = builder.add(
                            pcr, EventType.EV_NO_ACTION, Bytes.EMPTY, isLocality(data) ? Bytes.EMPTY : data);
                    builder.events().removeLast();
                    HashAlgorithm bank = builder.banks().getFirst();
                    builder.events()
                            .add(
                                    random.nextInt(builder.events().size() + 1),
                                    note.withDigest(bank, Bytes.filled(bank.size(), 7)));
                }));
    }

    /** That one is not measured either, but tells what PCR 0 starts from. */
    private static boolean isLocality(Bytes data) {
        return data.toUtf8().startsWith("StartupLocality");
    }

    /** The last events of a register in systemd's log, which is replayed after the firmware's. */
    Stream<Mutant> movedToUserspace() {
        return registers().flatMap(pcr -> {
            List<FirmwareEvent> last =
                    log.events().stream().filter(e -> e.extendsPcr() && e.pcr() == pcr).toList().reversed().stream()
                            .takeWhile(e -> !e.is(EventType.EV_EFI_HCRTM_EVENT))
                            .toList();
            return IntStream.rangeClosed(1, Math.min(last.size(), MOST_MOVED))
                    .boxed()
                    .flatMap(count -> RECORDS.stream().map(kind -> moved(pcr, last.subList(0, count), kind)));
        });
    }

    /** @param last the last first */
    private Mutant moved(int pcr, List<FirmwareEvent> last, String kind) {
        int first = log.events().getFirst().index();
        return new Mutant(
                last.size() + " of PCR " + pcr + " moved to userspace as " + kind,
                () -> {
                    LogBuilder builder = LogBuilder.copyOf(log);
                    last.forEach(e -> builder.events().remove(e.index() - first));
                    return builder.parse();
                },
                userspace(last.reversed().stream()
                        .map(e -> userspaceRecord(e, kind))
                        .collect(Collectors.joining())));
    }

    private String userspaceRecord(FirmwareEvent event, String kind) {
        String digests = log.banks().stream()
                .map(b -> "{\"hashAlg\":\"%s\",\"digest\":\"%s\"}"
                        .formatted(b.bank(), event.digest(b).orElseThrow()))
                .collect(Collectors.joining(","));
        String string = kind.equals("string") ? escaped(event.data()) : "ready";
        String type = kind.equals("volume-key") ? ",\"eventType\":\"volume-key\"" : "";
        return "\u001e{\"pcr\":%d,\"digests\":[%s],\"content_type\":\"systemd\",\"content\":{\"string\":\"%s\"%s}}\n"
                .formatted(event.pcr(), digests, string, type);
    }

    /** No more of it than a record may hold. */
    private static String escaped(Bytes data) {
        return data.slice(0, Math.min(data.length(), 2000))
                .toUtf8()
                .chars()
                .mapToObj("\\u%04x"::formatted)
                .collect(Collectors.joining());
    }

    private static UserspaceLog userspace(String records) {
        try {
            return UserspaceLog.parse(Bytes.ofUtf8(records));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** Single bytes of the log changed: every one, or about {@code most}. */
    Stream<Bytes> flipped(int most) {
        Bytes raw = log.raw();
        int step = Math.max(1, raw.length() / most);
        return IntStream.iterate(0, at -> at < raw.length(), at -> at + step)
                .map(at -> Math.min(raw.length() - 1, at + random.nextInt(step)))
                .mapToObj(at -> flip(raw, at));
    }

    private Bytes flip(Bytes raw, int at) {
        byte[] bytes = raw.toArray();
        bytes[at] ^= (byte) (random.nextBoolean() ? 1 << random.nextInt(8) : 1 + random.nextInt(255));
        return Bytes.of(bytes);
    }

    private static Stream<Integer> registers() {
        return IntStream.range(0, 24).boxed();
    }

    private IntStream measured() {
        return IntStream.range(0, events.size()).filter(i -> isMeasured(events.get(i)));
    }

    /** Whether its type may be any but two: a note is not measured, and an H-CRTM makes PCR 0 start elsewhere. */
    private static boolean isMeasured(Event event) {
        return event.type() != EventType.EV_NO_ACTION.code() && event.type() != EventType.EV_EFI_HCRTM_EVENT.code();
    }

    private static Stream<EventType> types() {
        return Stream.of(EventType.values())
                .filter(t -> t != EventType.EV_NO_ACTION && t != EventType.EV_EFI_HCRTM_EVENT);
    }

    private Mutant changed(int event, String how, UnaryOperator<Event> change) {
        return mutant(
                "event " + event + " " + how,
                builder -> builder.events()
                        .set(event, change.apply(builder.events().get(event))));
    }

    private Mutant mutant(String how, Consumer<LogBuilder> change) {
        return new Mutant(
                how,
                () -> {
                    LogBuilder builder = LogBuilder.copyOf(log);
                    change.accept(builder);
                    return builder.parse();
                },
                Boots.NO_USERSPACE);
    }

    private static String shown(Bytes data) {
        return data.slice(0, Math.min(data.length(), 24)).toHex();
    }
}
