package org.banyan.node.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.execution.TransactionRules.Outcome;
import org.banyan.node.chain.ChainObserver.Origin;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;

/**
 * The way of transactions into a chain's pool, cheap steps first: form on any thread, then place, funds and room in a turn of the lane, then signatures on any
 * thread, then another turn of the lane to let them in. Thread-safe.
 */
final class Submissions {
    /** Transactions checked by one worker at a time, and asked or admitted in one turn of the lane. */
    private static final int CHUNK = AheadChecks.CHUNK;

    private final Turns turns;
    private final TransactionRules rules;
    private final EffectLoop loop;
    private final Executor workers;
    private final SignatureStage signatures;
    private final ChainObserver observer;

    Submissions(Turns turns, EffectLoop loop, Executor workers, SignatureStage signatures, ChainObserver observer) {
        this.turns = turns;
        this.rules = loop.engine().transactionRules();
        this.loop = loop;
        this.workers = workers;
        this.signatures = signatures;
        this.observer = observer;
    }

    Verdict submit(Bytes envelope, Executor verifying, Origin origin) {
        Outcome form = rules.checkForm(envelope);
        Outcome hopeful = form instanceof Outcome.Checked ? turns.onLane(() -> precheck(form), false) : form;
        // Waited for, whatever thread it runs on: nothing is admitted before its signatures are checked.
        Outcome outcome = hopeful instanceof Outcome.Checked
                ? turns.await(CompletableFuture.supplyAsync(() -> rules.checkSignatures(hopeful), verifying))
                : hopeful;
        return outcome instanceof Outcome.Refused refused
                ? refused(refused.verdict(), origin)
                : turns.onLane(() -> admit(outcome, origin), true);
    }

    List<Verdict> submitAll(List<Bytes> envelopes, Origin origin) {
        if (envelopes.size() > RunningChain.BATCH_MAX) {
            throw new IllegalArgumentException("a batch has " + envelopes.size() + " transactions, more than "
                    + RunningChain.BATCH_MAX + "; split it");
        }
        List<CompletableFuture<List<Outcome>>> reading = new ArrayList<>();
        for (int from = 0; from < envelopes.size(); from += CHUNK) {
            List<Bytes> chunk = envelopes.subList(from, Math.min(from + CHUNK, envelopes.size()));
            reading.add(CompletableFuture.supplyAsync(
                    () -> chunk.stream().map(rules::checkForm).toList(), workers));
        }
        List<CompletableFuture<List<Outcome>>> checking = new ArrayList<>();
        for (CompletableFuture<List<Outcome>> chunk : reading) {
            List<Outcome> forms = turns.await(chunk);
            List<Outcome> hopeful =
                    turns.onLane(() -> forms.stream().map(this::precheck).toList(), false);
            checking.add(signatures.verify(hopeful));
        }
        List<Verdict> verdicts = new ArrayList<>(envelopes.size());
        for (CompletableFuture<List<Outcome>> chunk : checking) {
            List<Outcome> outcomes = turns.await(chunk);
            verdicts.addAll(turns.onLane(
                    () -> outcomes.stream()
                            .map(outcome -> admit(outcome, origin))
                            .toList(),
                    true));
        }
        return verdicts;
    }

    /** On the lane. */
    private Outcome precheck(Outcome form) {
        return form instanceof Outcome.Checked checked
                ? loop.engine()
                        .precheck(checked.transaction())
                        .<Outcome>map(Outcome.Refused::new)
                        .orElse(form)
                : form;
    }

    /** On the lane. */
    private Verdict admit(Outcome outcome, Origin origin) {
        return switch (outcome) {
            case Outcome.Refused refused -> refused(refused.verdict(), origin);
            case Outcome.Checked checked -> loop.submit(checked.transaction(), origin);
        };
    }

    private Verdict refused(Verdict.Rejected verdict, Origin origin) {
        observer.submitted(verdict, origin);
        return verdict;
    }
}
