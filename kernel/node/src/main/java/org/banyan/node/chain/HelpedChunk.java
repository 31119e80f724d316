package org.banyan.node.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.execution.TransactionRules.Outcome;
import org.banyan.node.chain.VerifyObserver.Fate;
import org.banyan.spi.verification.ChunkVerdicts;
import org.banyan.spi.verification.OfferedChunk;
import org.banyan.spi.verification.SignatureCheck;
import org.banyan.spi.verification.SignatureChunk;

/**
 * A chunk that a thread of this process verifies, or a worker machine, whoever begins first. A worker's word is taken for valid signatures alone, and samples of
 * it are verified again; a worker that is found wrong gets nothing any more. Thread-safe.
 */
final class HelpedChunk implements OfferedChunk {
    /** Longest key and signature that are worth shipping: no scheme has longer ones, and what is longer is refused in no time. */
    static final int KEY_BYTES_MAX = 255;

    private enum State {
        WAITS,
        HERE,
        WORKER
    }

    /** Place of a transaction's signatures in the chunk; {@code count} 0 when its outcome does not depend on any. */
    private record Span(int from, int count) {}

    private final TransactionRules rules;
    private final Executor threads;
    private final VerifyHelp help;
    private final List<Outcome> forms;
    private final List<Span> spans = new ArrayList<>();
    private final Optional<SignatureChunk> chunk;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITS);
    private final CompletableFuture<List<Outcome>> outcomes = new CompletableFuture<>();

    HelpedChunk(TransactionRules rules, String suite, Executor threads, VerifyHelp help, List<Outcome> forms) {
        this.rules = rules;
        this.threads = threads;
        this.help = help;
        this.forms = List.copyOf(forms);
        List<SignatureCheck> checks = new ArrayList<>();
        for (Outcome form : forms) {
            List<SignatureCheck> own =
                    form instanceof Outcome.Checked checked ? shippable(checked) : List.<SignatureCheck>of();
            boolean room = checks.size() + own.size() <= SignatureChunk.CHECKS_MAX;
            spans.add(new Span(checks.size(), room ? own.size() : 0));
            checks.addAll(room ? own : List.of());
        }
        this.chunk = checks.isEmpty() ? Optional.empty() : Optional.of(new SignatureChunk(suite, checks));
    }

    private List<SignatureCheck> shippable(Outcome.Checked form) {
        List<SignatureCheck> checks = rules.signatureChecks(form.transaction());
        boolean small = checks.stream()
                .allMatch(check ->
                        check.key().size() <= KEY_BYTES_MAX && check.signature().size() <= KEY_BYTES_MAX);
        return small ? checks : List.of();
    }

    CompletableFuture<List<Outcome>> outcomes() {
        return outcomes;
    }

    /** Puts the chunk in line for a thread of this process, and offers it. */
    void begin() {
        run(() -> {
            if (state.compareAndSet(State.WAITS, State.HERE)) {
                help.observer().chunk(Fate.HERE);
                verifyHere();
            }
        });
        if (chunk.isPresent()) {
            help.workers().offer(this);
        }
    }

    @Override
    public Optional<SignatureChunk> claim() {
        if (chunk.isEmpty() || !state.compareAndSet(State.WAITS, State.WORKER)) {
            return Optional.empty();
        }
        help.observer().chunk(Fate.SHIPPED);
        return chunk;
    }

    @Override
    public void answered(String worker, ChunkVerdicts verdicts) {
        if (state.compareAndSet(State.WORKER, State.HERE)) {
            run(() -> judge(worker, verdicts));
        }
    }

    @Override
    public void lost() {
        if (state.compareAndSet(State.WORKER, State.HERE)) {
            help.observer().chunk(Fate.LOST);
            run(this::verifyHere);
        }
    }

    private void run(Runnable work) {
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException | Error failure) {
                    outcomes.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException closing) {
            outcomes.completeExceptionally(closing);
        }
    }

    private void verifyHere() {
        outcomes.complete(forms.stream().map(rules::checkSignatures).toList());
    }

    private void judge(String worker, ChunkVerdicts verdicts) {
        Optional<String> wrong = chunk.orElseThrow().checks().size() == verdicts.count()
                ? Optional.empty()
                : Optional.of(verdicts.count() + " verdicts on "
                        + chunk.orElseThrow().checks().size() + " signatures");
        SplittableRandom random = new SplittableRandom(help.seeds().getAsLong());
        int[] asked = IntStream.range(0, spans.size())
                .filter(i -> spans.get(i).count() > 0)
                .toArray();
        int surely = asked[random.nextInt(asked.length)];
        List<Outcome> judged = new ArrayList<>(forms.size());
        for (int i = 0; i < forms.size() && wrong.isEmpty(); i++) {
            boolean valid = valid(spans.get(i), verdicts);
            boolean again = !valid || i == surely || random.nextInt(100) < help.samplePercent();
            Outcome outcome = again ? rules.checkSignatures(forms.get(i)) : forms.get(i);
            boolean lie = spans.get(i).count() > 0 && valid != outcome instanceof Outcome.Checked;
            wrong = lie
                    ? Optional.of("it called the signatures of a transaction " + (valid ? "valid" : "invalid")
                            + " which are not")
                    : wrong;
            judged.add(outcome);
        }
        if (wrong.isEmpty()) {
            help.observer().chunk(Fate.BELIEVED);
            outcomes.complete(judged);
            return;
        }
        help.observer().chunk(Fate.WRONG);
        help.workers().distrust(worker, wrong.get());
        verifyHere();
    }

    /** Whether the worker calls all signatures of a transaction valid; false when it was not asked about it. */
    private static boolean valid(Span span, ChunkVerdicts verdicts) {
        boolean valid = span.count() > 0;
        for (int i = span.from(); i < span.from() + span.count(); i++) {
            valid &= verdicts.valid(i);
        }
        return valid;
    }
}
