package dev.touchstone.server.image;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of uploaded images and lists. How large one upload may be is {@code touchstone.body-limit}'s to say.
 *
 * @param spool bytes of all uploads under way at once, in a folder of this server's home
 * @param inMemory bytes of one file that is read as a whole: an EFI program or an initrd, in a package or alone
 */
@ConfigurationProperties("touchstone.images")
public record ImageProperties(
        @DefaultValue("4GB") DataSize spool,
        @DefaultValue("512MB") DataSize inMemory) {}
