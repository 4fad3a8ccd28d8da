package dev.touchstone.server.enrollment;

import org.springframework.data.jpa.repository.JpaRepository;

interface EkPinRepository extends JpaRepository<EkPin, byte[]> {}
