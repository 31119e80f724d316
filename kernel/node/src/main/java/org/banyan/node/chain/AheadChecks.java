package org.banyan.node.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.banyan.core.chain.CheckedAhead;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.TransactionRules;
import org.banyan.types.Bytes;

/** Checks form and signatures of a block's transactions on all workers, ahead of the engine's step. Thread-safe. */
final class AheadChecks {
    /** Transactions checked by one worker at a time. */
    static final int CHUNK = 64;

    private final TransactionRules rules;
    private final Executor workers;
    private final SignatureStage signatures;

    AheadChecks(TransactionRules rules, Executor workers, SignatureStage signatures) {
        this.rules = rules;
        this.workers = workers;
        this.signatures = signatures;
    }

    /** Checks those of {@code envelopes}, a body's, that {@code known} does not have. */
    CompletableFuture<CheckedAhead> check(List<Bytes> envelopes, CheckedAhead known) {
        List<CompletableFuture<List<Optional<CheckedTransaction>>>> chunks = new ArrayList<>();
        for (int start = 0; start < envelopes.size(); start += CHUNK) {
            int from = start;
            int to = Math.min(from + CHUNK, envelopes.size());
            chunks.add(
                    signatures.hasHelp()
                            ? checkHelped(envelopes, from, to, known)
                            : CompletableFuture.supplyAsync(() -> check(envelopes, from, to, known), workers));
        }
        return CompletableFuture.allOf(chunks.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<Optional<CheckedTransaction>> all = new ArrayList<>(envelopes.size());
            chunks.forEach(chunk -> all.addAll(chunk.join()));
            return new CheckedAhead(all);
        });
    }

    private List<Optional<CheckedTransaction>> check(List<Bytes> envelopes, int from, int to, CheckedAhead known) {
        List<Optional<CheckedTransaction>> checked = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            Bytes envelope = envelopes.get(i);
            Optional<CheckedTransaction> before = known.find(i, envelope);
            checked.add(before.isPresent() ? before : check(envelope));
        }
        return checked;
    }

    /** The same in two steps, so that signatures may be verified elsewhere. */
    private CompletableFuture<List<Optional<CheckedTransaction>>> checkHelped(
            List<Bytes> envelopes, int from, int to, CheckedAhead known) {
        return CompletableFuture.supplyAsync(() -> readForms(envelopes, from, to, known), workers)
                .thenCompose(signatures::verify)
                .thenApply(outcomes -> {
                    List<Optional<CheckedTransaction>> checked = new ArrayList<>(to - from);
                    int next = 0;
                    for (int i = from; i < to; i++) {
                        Optional<CheckedTransaction> before = known.find(i, envelopes.get(i));
                        checked.add(before.isPresent() ? before : right(outcomes.get(next++)));
                    }
                    return checked;
                });
    }

    private List<TransactionRules.Outcome> readForms(List<Bytes> envelopes, int from, int to, CheckedAhead known) {
        List<TransactionRules.Outcome> forms = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            Bytes envelope = envelopes.get(i);
            if (known.find(i, envelope).isEmpty()) {
                forms.add(rules.checkForm(envelope));
            }
        }
        return forms;
    }

    private Optional<CheckedTransaction> check(Bytes envelope) {
        return right(rules.check(envelope));
    }

    /** A refusal is left to the engine, which says it in the right place. */
    private static Optional<CheckedTransaction> right(TransactionRules.Outcome outcome) {
        return switch (outcome) {
            case TransactionRules.Outcome.Checked right -> Optional.of(right.transaction());
            case TransactionRules.Outcome.Refused wrong -> Optional.empty();
        };
    }
}
