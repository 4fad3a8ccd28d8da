package dev.touchstone.server.enrollment;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.tpm.AttestationKeyPolicy;
import dev.touchstone.tpm.EndorsementKeyTemplate;
import dev.touchstone.tpm.KeyDefect;
import dev.touchstone.tpm.TpmPublic;
import java.util.List;

/**
 * Two keys fit for their roles: an EK by a TCG template, an AK that can sign nothing but what its TPM measured.
 *
 * @param ek the endorsement key
 * @param ak the attestation key
 */
record EnrollmentKeys(TpmPublic ek, TpmPublic ak) {

    static EnrollmentKeys require(EnrollmentRequest request) {
        TpmPublic ek = parse(request.ek().publicArea(), "ek.public");
        TpmPublic ak = parse(request.ak().publicArea(), "ak.public");
        refuse("ek-template", "The EK is not of a TCG default template.", EndorsementKeyTemplate.check(ek));
        refuse("ak-attributes", "The AK is not fit to attest.", AttestationKeyPolicy.check(ak));
        return new EnrollmentKeys(ek, ak);
    }

    private static TpmPublic parse(Bytes tpm2bPublic, String field) {
        try {
            return TpmPublic.parse(tpm2bPublic);
        } catch (MalformedException e) {
            throw new Refusal(
                    400, "tpm-structure-malformed", field + ", at byte " + e.offset() + ": " + e.getMessage() + ".");
        }
    }

    private static void refuse(String code, String detail, List<KeyDefect> defects) {
        if (!defects.isEmpty()) {
            throw new Refusal(
                    422,
                    code,
                    detail,
                    defects.stream()
                            .map(d -> new Refusal.Reason(d.code(), d.summary(), d.expected(), d.actual()))
                            .toList());
        }
    }
}
