package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusState;
import org.banyan.types.Hash;
import org.banyan.types.crypto.Tag;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Microseconds to check one header beyond its signature: rules, next state, its hash and the id of its certifiers, as the engine does it. Averaged over whole
 * rounds, the change of the round among them. The goal is 60. Run: {@code ./bench micro}.
 */
@State(Scope.Thread)
@NullUnmarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeaderBenchmark {
    private static final int HEADERS = 440;

    @Param({"4", "21", "100"})
    public int delegates;

    private final List<ChildFacts> headers = new ArrayList<>();
    private ConsensusState start;

    @Setup
    public void build() {
        Walk walk = Walk.of(delegates).finalAfter(2).until(4L * (delegates + 1));
        start = walk.state();
        headers.clear();
        for (int i = 0; i < HEADERS; i++) {
            headers.add(walk.facts(walk.slot() + 1, walk.data(walk.slot() + 1, Optional.empty())));
            walk.step(Optional.empty());
        }
    }

    @Benchmark
    @OperationsPerInvocation(HEADERS)
    public Hash check() {
        ConsensusState state = start;
        Hash commitments = new Hash(0, 0, 0, 0);
        for (ChildFacts header : headers) {
            if (!state.check(header).isAccepted()) {
                throw new IllegalStateException("a header of the walk is refused");
            }
            state = state.next(header);
            Hash stateHash = Walk.SUITE.hash().hash(Tag.CONSENSUS_STATE, state.encoded());
            commitments = Words.sum(
                    commitments, Words.sum(stateHash, state.producers().id(Walk.SUITE.hash())));
        }
        return commitments;
    }
}
