/**
 * The default database: PostgreSQL 18 run as a child of the server, its data under the server's home.
 *
 * <p>Not for: what is stored. The schema is the SQL in {@code db/migration}; whoever reads and writes rows does so
 * through {@link dev.touchstone.db.EmbeddedPostgres#jdbcUrl()} exactly as with an external PostgreSQL.
 */
@NullMarked
package dev.touchstone.db;

import org.jspecify.annotations.NullMarked;
