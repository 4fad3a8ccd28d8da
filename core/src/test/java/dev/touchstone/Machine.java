package dev.touchstone;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A machine that measures: each step extends its PCRs, by arithmetic of its own, and writes the log that goes with it.
 * {@link #log()} can be spoilt afterwards; the PCRs stay what they are.
 */
public final class Machine {

    private static final int PCRS = 24;

    private final LogBuilder log;
    private final StringBuilder userspace = new StringBuilder();
    private final Map<HashAlgorithm, byte[][]> pcrs = new EnumMap<>(HashAlgorithm.class);

    /** A machine whose TPM has these banks. */
    public Machine(HashAlgorithm... banks) {
        log = LogBuilder.of(banks);
        for (HashAlgorithm bank : banks) {
            byte[][] values = new byte[PCRS][bank.size()];
            for (int pcr = 17; pcr <= 22; pcr++) {
                Arrays.fill(values[pcr], (byte) 0xff);
            }
            pcrs.put(bank, values);
        }
    }

    /** Starts PCR 0 from another value, as TPM2_Startup from another locality does. */
    public Machine startedFrom(int locality) {
        pcrs.values().forEach(values -> values[0][values[0].length - 1] = (byte) locality);
        return this;
    }

    /** Firmware measures {@code data} and logs it. */
    public Machine firmware(int pcr, EventType type, Bytes data) {
        return firmware(pcr, type, data, data);
    }

    /** Firmware measures {@code text}. */
    public Machine firmware(int pcr, String text) {
        return firmware(pcr, EventType.EV_EFI_ACTION, Bytes.ofUtf8(text));
    }

    /** Firmware measures one thing and logs another. */
    public Machine firmware(int pcr, EventType type, Bytes measured, Bytes data) {
        LogBuilder.Event event = log.add(pcr, type, measured, data);
        return type == EventType.EV_NO_ACTION ? this : extend(pcr, event.digests());
    }

    /** Someone extends each bank by itself, and logs it as a loader's. */
    public Machine firmware(int pcr, Map<HashAlgorithm, Bytes> digests) {
        log.events().add(new LogBuilder.Event(pcr, EventType.EV_IPL.code(), digests, Bytes.EMPTY));
        return extend(pcr, digests);
    }

    /** systemd-boot measures a command line. */
    public Machine commandLine(String text) {
        return firmware(12, EventType.EV_IPL, Bytes.of((text + "\0").getBytes(StandardCharsets.UTF_16LE)));
    }

    /** systemd measures {@code string} in every bank. */
    public Machine userspace(int pcr, String string) {
        return userspace(pcr, string, Bytes.ofUtf8(string), pcrs.keySet());
    }

    /** Something is measured in {@code banks}, and logged by systemd under {@code string}. */
    public Machine userspace(int pcr, String string, Bytes measured, Collection<HashAlgorithm> banks) {
        Map<HashAlgorithm, Bytes> digests = banks.stream().collect(Collectors.toMap(b -> b, b -> b.hash(measured)));
        record(pcr, string, digests);
        return extend(pcr, digests);
    }

    /** A userspace record of something that did not happen. */
    public Machine record(int pcr, String string, Map<HashAlgorithm, Bytes> digests) {
        String list = digests.entrySet().stream()
                .map(d -> "{\"hashAlg\":\"%s\",\"digest\":\"%s\"}"
                        .formatted(d.getKey().bank(), d.getValue()))
                .collect(Collectors.joining(","));
        userspace.append(
                "\u001e{\"pcr\":%d,\"digests\":[%s],\"content_type\":\"systemd\",\"content\":{\"string\":\"%s\"}}\n"
                        .formatted(pcr, list, escaped(string)));
        return this;
    }

    /** Something is measured and not logged. */
    public Machine unlogged(int pcr, String text) {
        return extend(pcr, pcrs.keySet().stream().collect(Collectors.toMap(b -> b, b -> b.hash(Bytes.ofUtf8(text)))));
    }

    private Machine extend(int pcr, Map<HashAlgorithm, Bytes> digests) {
        digests.forEach((bank, digest) -> {
            byte[][] values = pcrs.get(bank);
            if (values != null) {
                values[pcr] = extended(bank, values[pcr], digest);
            }
        });
        return this;
    }

    private static byte[] extended(HashAlgorithm bank, byte[] pcr, Bytes digest) {
        try {
            MessageDigest hash = MessageDigest.getInstance(bank.jcaName());
            hash.update(pcr);
            return hash.digest(digest.toArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String escaped(String string) {
        StringBuilder escaped = new StringBuilder();
        string.chars()
                .forEach(c -> escaped.append(
                        c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted(c) : String.valueOf((char) c)));
        return escaped.toString();
    }

    /** The firmware log, to be changed. */
    public LogBuilder log() {
        return log;
    }

    /** The userspace log. */
    public UserspaceLog userspaceLog() {
        try {
            return UserspaceLog.parse(Bytes.ofUtf8(userspace.toString()));
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One PCR. */
    public Bytes value(HashAlgorithm bank, int pcr) {
        return Bytes.of(pcrs.get(bank)[pcr]);
    }

    /** PCRs 0–15 of every bank. */
    public PcrValues values() {
        return Boots.values(pcrs.keySet().stream().collect(Collectors.toMap(b -> b, this::first16)));
    }

    private Map<Integer, Bytes> first16(HashAlgorithm bank) {
        Map<Integer, Bytes> values = new TreeMap<>();
        for (int pcr = 0; pcr < 16; pcr++) {
            values.put(pcr, value(bank, pcr));
        }
        return values;
    }

    /** Quotes PCRs 0–15 of every bank and replays the logs. */
    public ReplayOutcome outcome() {
        return outcome(values());
    }

    /** Quotes {@code values} and replays the logs. */
    public ReplayOutcome outcome(PcrValues values) {
        return Replay.of(Boots.quote(values), FirmwareReplay.of(log.parse()), userspaceLog());
    }

    /** The boot, which must replay. */
    public ReplayedBoot boot() {
        return Boots.replayed(outcome());
    }

    /** Banks every real machine here has. */
    public static Machine ofBothBanks() {
        return new Machine(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
    }

    /** A machine with a whole, small boot behind it. */
    public static Machine booted(String commandLine) {
        Machine machine = ofBothBanks();
        List.of(0, 1, 2, 3, 6, 7).forEach(pcr -> machine.firmware(pcr, "firmware " + pcr));
        machine.firmware(4, "loader").firmware(4, "kernel").firmware(5, "partitions");
        return machine.commandLine(commandLine).firmware(9, "initrd");
    }
}
