package dev.touchstone.server.host;

import dev.touchstone.Boots;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.quote.QuoteFixture;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.tpm.PcrSelection;
import dev.touchstone.tpm.TpmName;
import java.io.ByteArrayOutputStream;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hosts with stored evidence, written straight into the database as intake would have: recorded boots, each varied at
 * will, quoted by a key of each host's own. Everything of them verifies and replays; only the TPM is none.
 */
public final class StoredHosts {

    private static final int PCRS = 16;
    private static final int IMA_PCR = 10;
    private static final List<HashAlgorithm> BANKS = List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256);

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    public StoredHosts(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What hosts boot: a firmware log and where it leads. */
    public record Image(Bytes log, FirmwareReplay replay) {

        /** A boot recorded by {@code deploy/lab}, whose initrd and platform are those of these numbers. */
        public static Image of(String boot, int initrd, int platform) {
            LogBuilder builder = LogBuilder.copyOf(Boots.log(boot));
            Bytes file = Bytes.ofUtf8("initrd " + initrd);
            builder.add(9, EventType.EV_IPL, file, file);
            Bytes firmware = Bytes.ofUtf8("platform " + platform);
            builder.add(0, EventType.EV_POST_CODE, firmware, firmware);
            return new Image(builder.build(), FirmwareReplay.of(builder.parse()));
        }

        public Bytes sha256() {
            return HashAlgorithm.SHA256.hash(log);
        }

        /** IMA's PCR holds what no other host's does. */
        PcrValues values(UUID host) {
            Map<HashAlgorithm, Map<Integer, Bytes>> values = new EnumMap<>(HashAlgorithm.class);
            for (HashAlgorithm bank : BANKS) {
                Map<Integer, Bytes> pcrs = new TreeMap<>();
                for (int pcr = 0; pcr < PCRS; pcr++) {
                    pcrs.put(pcr, replay.value(bank, pcr));
                }
                pcrs.put(IMA_PCR, bank.hash(Bytes.ofUtf8(host.toString())));
                values.put(bank, pcrs);
            }
            return Boots.values(values);
        }
    }

    /** A host, and its one attestation. */
    public record Stored(UUID id, String name, UUID attestation) {}

    /** Stores hosts of one image. */
    public List<Stored> add(int count, Image image, Map<String, String> labels, Instant issued) {
        jdbc.update(
                """
                insert into event_log (sha256, size, deflated, first_seen, first_host) values (?, ?, ?, ?, ?)
                on conflict do nothing""",
                image.sha256().toArray(),
                image.log().length(),
                deflated(image.log()),
                Timestamp.from(issued),
                new UUID(0, 0));
        List<Stored> hosts = new ArrayList<>();
        List<Object[]> hostRows = new ArrayList<>();
        List<Object[]> evidenceRows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Stored host = new Stored(UUID.randomUUID(), Fleet.newName("stored"), UUID.randomUUID());
            hosts.add(host);
            add(host, image, json.writeValueAsString(labels), issued, hostRows, evidenceRows);
        }
        jdbc.batchUpdate("""
                insert into host (id, name, name_source, labels, labels_source, claimed_name, state, ek_name, ek_public,
                    ek_spki_sha256, identity, ak_name, ak_public, verdict_since, last_attestation, evidence_issued_at,
                    evidence_valid_until, reset_count, restart_count, clock, created_at)
                values (?, ?, 'pin', ?::jsonb, 'pin', ?, 'ACTIVE', ?, ?, ?, 'unverified', ?, ?, ?, ?, ?, ?, 7, 0,
                    100000, ?)""", hostRows);
        jdbc.batchUpdate("""
                insert into attestation (id, host_id, received_at, issued_at, valid_until, kind, verdict, reasons,
                    not_checked, reset_count, restart_count, clock, firmware_version, attest, signature, pcrs,
                    firmware_log, reference_sets, result)
                values (?, ?, ?, ?, ?, 'first-of-boot', 'PENDING', '[]', '[]', 7, 0, 100000, '1', ?, ?, ?::jsonb, ?,
                    '[]', '')""", evidenceRows);
        return hosts;
    }

    private void add(
            Stored host,
            Image image,
            String labels,
            Instant issued,
            List<Object[]> hostRows,
            List<Object[]> evidenceRows) {
        QuoteFixture key = QuoteFixture.p256();
        TpmName ek = new TpmName(HashAlgorithm.SHA256, HashAlgorithm.SHA256.hash(Bytes.ofUtf8("ek " + host.id())));
        PcrValues values = image.values(host.id());
        PcrSelection selection = QuoteFixture.selectionOf(values);
        Bytes attest = key.attest(selection, values)
                .signer(TpmName.qualifiedUnderEndorsement(ek, key.ak().name()))
                .nonce(HashAlgorithm.SHA256.hash(Bytes.ofUtf8("nonce " + host.id())))
                .build();
        Timestamp at = Timestamp.from(issued);
        Timestamp until = Timestamp.from(issued.plus(Duration.ofMinutes(15)));
        hostRows.add(new Object[] {
            host.id(),
            host.name(),
            labels,
            host.name(),
            ek.bytes().toArray(),
            new byte[0],
            HashAlgorithm.SHA256.hash(ek.bytes()).toArray(),
            key.ak().name().bytes().toArray(),
            key.ak().publicArea().marshal().toArray(),
            at,
            host.attestation(),
            at,
            until,
            at
        });
        evidenceRows.add(new Object[] {
            host.attestation(),
            host.id(),
            at,
            at,
            until,
            attest.toArray(),
            key.sign(attest).toArray(),
            json.writeValueAsString(hex(values)),
            image.sha256().toArray()
        });
    }

    private static Map<String, Map<String, String>> hex(PcrValues values) {
        Map<String, Map<String, String>> banks = new TreeMap<>();
        values.banks().forEach((bank, pcrs) -> {
            Map<String, String> indexed = new TreeMap<>();
            pcrs.forEach((pcr, value) -> indexed.put(pcr.toString(), value.toHex()));
            banks.put(bank.bank(), indexed);
        });
        return banks;
    }

    private static byte[] deflated(Bytes content) {
        return LabTpm.quietly(() -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
                deflater.write(content.toArray());
            }
            return out.toByteArray();
        });
    }
}
