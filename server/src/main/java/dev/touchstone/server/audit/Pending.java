package dev.touchstone.server.audit;

import dev.touchstone.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The entries of one transaction, written as the last thing it does: the chain's lock is held for the commit alone, and
 * taken after every other lock, so that no two transactions wait for each other.
 */
final class Pending implements TransactionSynchronization {

    private final AuditChain chain;
    private final List<AuditEntry> entries = new ArrayList<>();
    private final List<Consumer<Bytes>> readers = new ArrayList<>();

    private Pending(AuditChain chain) {
        this.chain = chain;
    }

    /** Those of the present transaction. */
    static Pending of(AuditChain chain) {
        for (TransactionSynchronization known : TransactionSynchronizationManager.getSynchronizations()) {
            if (known instanceof Pending pending) {
                return pending;
            }
        }
        var pending = new Pending(chain);
        TransactionSynchronizationManager.registerSynchronization(pending);
        return pending;
    }

    void add(AuditEntry entry, Consumer<Bytes> hashed) {
        entries.add(entry);
        readers.add(hashed);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        List<AuditEntry> placed = chain.append(entries);
        for (int i = 0; i < placed.size(); i++) {
            readers.get(i).accept(placed.get(i).hash());
        }
    }

    /** After all that others do before the commit. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
