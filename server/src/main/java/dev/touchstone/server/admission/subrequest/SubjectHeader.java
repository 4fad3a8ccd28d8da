package dev.touchstone.server.admission.subrequest;

import dev.touchstone.server.admission.Subject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The headers by which a proxy says whom it asks about. Exactly one of them is there, once. */
enum SubjectHeader {
    /** PEM, escaped: nginx. */
    CERTIFICATE("X-Client-Cert") {
        @Override
        Subject read(String value) throws UnreadableSubjectException {
            return ClientCertificate.ofEscapedPem(value);
        }
    },
    /** Envoy's. */
    ENVOY("X-Forwarded-Client-Cert") {
        @Override
        Subject read(String value) throws UnreadableSubjectException {
            return ClientCertificate.ofEscapedPem(ForwardedClientCert.certificate(value));
        }
    },
    /** Traefik's. */
    TRAEFIK("X-Forwarded-Tls-Client-Cert") {
        @Override
        Subject read(String value) throws UnreadableSubjectException {
            return ClientCertificate.ofBarePem(value);
        }
    },
    /** A granted name and never an id: what is passed on by mistake from a client is then worth no more than a name. */
    NAME("X-Touchstone-Host") {
        @Override
        Subject read(String value) {
            return new Subject.HostName(value);
        }
    };

    private final String header;

    SubjectHeader(String header) {
        this.header = header;
    }

    abstract Subject read(String value) throws UnreadableSubjectException;

    /** Whom the request is about. An empty header is a client without a certificate. */
    static Subject of(HttpServletRequest request) throws UnreadableSubjectException {
        record Found(SubjectHeader header, String value) {}
        List<Found> found = new ArrayList<>();
        for (SubjectHeader one : values()) {
            for (String value : Collections.list(request.getHeaders(one.header))) {
                found.add(new Found(one, value));
            }
        }
        if (found.size() > 1) {
            throw new UnreadableSubjectException("subject-ambiguous");
        }
        if (found.isEmpty() || found.getFirst().value().isBlank()) {
            throw new UnreadableSubjectException("subject-missing");
        }
        return found.getFirst().header().read(found.getFirst().value());
    }
}
