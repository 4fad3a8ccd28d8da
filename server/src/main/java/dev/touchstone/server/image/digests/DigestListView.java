package dev.touchstone.server.image.digests;

import dev.touchstone.server.json.HexBytes;
import java.time.Instant;

/**
 * A version of a list.
 *
 * @param name the list
 * @param version its number, from 1
 * @param sha256 of what was sent
 * @param files how many digests it has
 * @param skipped how many lines were of no file's content, as IMA's {@code boot_aggregate}
 * @param addedAt when it was added
 * @param addedBy by whom
 */
record DigestListView(
        String name, int version, HexBytes sha256, long files, long skipped, Instant addedAt, String addedBy) {}
