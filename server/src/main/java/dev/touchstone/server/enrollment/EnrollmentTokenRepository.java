package dev.touchstone.server.enrollment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface EnrollmentTokenRepository extends JpaRepository<EnrollmentToken, UUID> {

    Optional<EnrollmentToken> findByTokenSha256(byte[] tokenSha256);

    /** Takes one use; 0 if none was left, however many ask at once. */
    @Modifying(clearAutomatically = true)
    @Query("update EnrollmentToken t set t.usesLeft = t.usesLeft - 1"
            + " where t.id = :id and t.usesLeft > 0 and t.expiresAt > :now")
    int take(UUID id, Instant now);
}
