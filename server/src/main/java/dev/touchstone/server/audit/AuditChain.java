package dev.touchstone.server.audit;

import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives entries their places: each holds the hash of the one before it. */
@Component
public class AuditChain implements SmartInitializingSingleton {

    private static final int BATCH = 1000;

    private final AuditRows rows;
    private final TransactionTemplate transaction;

    AuditChain(AuditRows rows, TransactionTemplate transaction) {
        this.rows = rows;
        this.transaction = transaction;
    }

    /**
     * Where the chain ends.
     *
     * @param sequence of the last entry; 0 before the first
     * @param hash the last entry's
     * @param at when it was made
     */
    public record Head(long sequence, Bytes hash, Instant at) {}

    /** Where the chain ends now. */
    public Head head() {
        AuditRows.Head head = rows.head();
        return new Head(head.sequence(), head.hash(), head.at());
    }

    /** Adds entries, in a transaction that is about to commit. */
    List<AuditEntry> append(List<AuditEntry> entries) {
        return link(entries, rows::insert);
    }

    private List<AuditEntry> link(List<AuditEntry> entries, Consumer<AuditEntry> write) {
        AuditRows.Head head = rows.lockHead();
        long sequence = head.sequence();
        Bytes previous = head.hash();
        List<AuditEntry> placed = new ArrayList<>();
        for (AuditEntry entry : entries) {
            AuditEntry next = linked(entry, ++sequence, previous);
            write.accept(next);
            placed.add(next);
            previous = next.hash();
        }
        if (!placed.isEmpty()) {
            rows.moveHead(placed.getLast());
        }
        return placed;
    }

    private static AuditEntry linked(AuditEntry entry, long sequence, Bytes previous) {
        AuditEntry placed = with(entry, sequence, previous, previous);
        return with(entry, sequence, previous, AuditJson.hash(placed));
    }

    private static AuditEntry with(AuditEntry entry, long sequence, Bytes previous, Bytes hash) {
        return new AuditEntry(
                sequence,
                entry.id(),
                entry.at(),
                entry.actor(),
                entry.action(),
                entry.object(),
                entry.source(),
                entry.before(),
                entry.after(),
                previous,
                hash);
    }

    /** At the start: what there was before there was a chain. */
    @Override
    public void afterSingletonsInstantiated() {
        takeUpUnchained();
    }

    /** What replicas of an earlier version have written. */
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void takeUpUnchained() {
        while (Boolean.TRUE.equals(transaction.execute(_ -> takeUpSome()))) {
            // A batch at a time: the lock is not held while thousands are linked.
        }
    }

    private boolean takeUpSome() {
        if (rows.unchained(1).isEmpty()) {
            return false;
        }
        rows.lockHead();
        List<AuditEntry> some = rows.unchained(BATCH);
        link(some, rows::chain);
        return some.size() == BATCH;
    }
}
