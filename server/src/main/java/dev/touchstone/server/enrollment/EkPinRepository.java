package dev.touchstone.server.enrollment;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface EkPinRepository extends JpaRepository<EkPin, byte[]> {

    List<EkPin> findByHostNameIn(Collection<String> names);

    List<EkPin> findByEkSpkiSha256In(Collection<byte[]> keys);
}
