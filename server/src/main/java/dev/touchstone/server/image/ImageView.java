package dev.touchstone.server.image;

import dev.touchstone.server.json.HexBytes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image as the API tells it.
 *
 * @param sha256 of the whole file: its identity
 * @param size its bytes
 * @param name what the file was called
 * @param label what people call it
 * @param kind what it is
 * @param addedAt when it was added
 * @param addedBy by whom
 * @param matches where a list was asked for by digest: what of the image has it
 * @param description everything else; only of a single image
 */
record ImageView(
        HexBytes sha256,
        long size,
        String name,
        String label,
        ImageKind kind,
        Instant addedAt,
        String addedBy,
        @Nullable List<ImageDigest> matches,
        @Nullable ImageDescription description) {}
