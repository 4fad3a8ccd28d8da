package dev.touchstone.server.attestation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of stored event logs.
 *
 * @param dailyQuota new content one host may bring within a day: a key is no licence to fill the disk
 * @param imaSize an IMA list in one submission, or what of it is new
 * @param imaRecords the records of one
 */
@ConfigurationProperties("touchstone.logs")
record LogProperties(
        @DefaultValue("64MB") DataSize dailyQuota,
        @DefaultValue("16MB") DataSize imaSize,
        @DefaultValue("250000") int imaRecords) {}
