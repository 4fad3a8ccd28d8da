package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.CutLog;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.json.HexBytes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Recognises a submission sent twice: a digest over everything that decides its answer, each part with its length. */
final class SubmissionDigest {

    private final MessageDigest digest = HashAlgorithm.SHA256.newDigest();

    private SubmissionDigest() {}

    static Bytes of(AttestationRequest request) {
        SubmissionDigest parts = new SubmissionDigest();
        parts.add(Bytes.ofUtf8(request.challenge()));
        parts.add(request.quote().attest());
        parts.add(request.quote().signature());
        new TreeMap<>(request.quote().pcrs()).forEach(parts::add);
        parts.add(request.logs().firmware().sha256().bytes());
        AttestationRequest.UserspaceLogPart userspace = request.logs().userspace();
        parts.add(userspace == null ? Bytes.EMPTY : userspace.content());
        parts.add(request.logs().ima());
        parts.add(Bytes.ofUtf8(ReportedFacts.cut(request.facts()).stream()
                .map(CutLog::word)
                .sorted()
                .collect(Collectors.joining(","))));
        return Bytes.of(parts.digest.digest());
    }

    private void add(AttestationRequest.@Nullable ImaLogPart ima) {
        if (ima == null) {
            add(Bytes.EMPTY);
        } else {
            add(Bytes.ofUtf8(ima.boot() + " " + ima.from()));
            add(ima.content());
        }
    }

    private void add(String bank, Map<String, HexBytes> pcrs) {
        add(Bytes.ofUtf8(bank));
        new TreeMap<>(pcrs).forEach((pcr, value) -> {
            add(Bytes.ofUtf8(pcr));
            add(value.bytes());
        });
    }

    private void add(Bytes part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length()).array());
        part.digestInto(digest);
    }
}
