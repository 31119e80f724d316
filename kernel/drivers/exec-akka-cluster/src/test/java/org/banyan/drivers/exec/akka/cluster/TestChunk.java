package org.banyan.drivers.exec.akka.cluster;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.banyan.spi.verification.ChunkVerdicts;
import org.banyan.spi.verification.OfferedChunk;
import org.banyan.spi.verification.SignatureChunk;

/** A chunk whose verdicts come from whoever is first; notes by whom. */
final class TestChunk implements OfferedChunk {
    static final String HERE = "here";

    /** Verdicts and who gave them. */
    record Found(String by, ChunkVerdicts verdicts) {}

    private enum State {
        WAITS,
        WORKER,
        DONE
    }

    private final SignatureChunk chunk;
    private final Executor threads;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITS);
    final CompletableFuture<Found> found = new CompletableFuture<>();
    final CompletableFuture<Boolean> claimed = new CompletableFuture<>();

    TestChunk(SignatureChunk chunk, Executor threads) {
        this.chunk = chunk;
        this.threads = threads;
    }

    SignatureChunk chunk() {
        return chunk;
    }

    /** A thread of this process gets to the chunk. */
    void workHere() {
        if (state.compareAndSet(State.WAITS, State.DONE)) {
            verifyHere();
        }
    }

    private void verifyHere() {
        found.complete(new Found(HERE, verdicts()));
    }

    ChunkVerdicts verdicts() {
        return VerifyWorker.verify(chunk, id -> Optional.of(Signatures.SUITE)).orElseThrow();
    }

    @Override
    public Optional<SignatureChunk> claim() {
        if (!state.compareAndSet(State.WAITS, State.WORKER)) {
            return Optional.empty();
        }
        claimed.complete(true);
        return Optional.of(chunk);
    }

    @Override
    public void answered(String worker, ChunkVerdicts verdicts) {
        if (state.compareAndSet(State.WORKER, State.DONE)) {
            found.complete(new Found(worker, verdicts));
        }
    }

    @Override
    public void lost() {
        if (state.compareAndSet(State.WORKER, State.DONE)) {
            threads.execute(this::verifyHere);
        }
    }
}
