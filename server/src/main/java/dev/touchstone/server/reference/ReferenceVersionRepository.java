package dev.touchstone.server.reference;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ReferenceVersionRepository extends JpaRepository<ReferenceVersion, ReferenceVersionId> {

    @Query("select v from ReferenceVersion v where v.id.setName = :name order by v.id.number desc")
    List<ReferenceVersion> findVersions(String name);

    @Query("select v from ReferenceVersion v order by v.id.setName, v.id.number desc")
    List<ReferenceVersion> findAllVersions();
}
