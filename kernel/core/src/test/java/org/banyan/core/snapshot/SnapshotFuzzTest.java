package org.banyan.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.fixture.KeptSnapshot;
import org.banyan.core.fixture.TestChain;
import org.banyan.core.snapshot.SnapshotManifest.ChunkReference;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.testkit.store.MemoryKeyValueStore;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;
import org.banyan.types.list.HistoryAccumulator;

/** What strangers hand over as a snapshot: one encoding per piece, and no piece does more than be refused by a rule. */
class SnapshotFuzzTest {
    private static final TestChain CHAIN = new TestChain(MemoryKeyValueStore.empty());
    private static final KeptSnapshot SOUND = sound();

    private static KeptSnapshot sound() {
        CHAIN.certify(CHAIN.extendHead());
        CHAIN.certify(CHAIN.extendHead());
        return KeptSnapshot.of(CHAIN);
    }

    @FuzzTarget
    void manifests(byte[] input) {
        checkOneEncoding(SnapshotManifest.CODEC, input);
    }

    @FuzzTarget
    void chunks(byte[] input) {
        checkOneEncoding(SnapshotChunk.CODEC, input);
    }

    @FuzzTarget
    void trails(byte[] input) {
        checkOneEncoding(SnapshotTrail.CODEC, input);
    }

    /** A sound snapshot with one chunk more, and a manifest that was made for it. */
    @FuzzTarget
    void restoring(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Bytes chunk = Bytes.copyOf(input);
        int place = Math.floorMod(input[input.length - 1], SOUND.chunks().size() + 1);
        List<Bytes> chunks = new ArrayList<>(SOUND.chunks());
        chunks.add(place, chunk);
        var hash = TestChain.SUITE.hash();
        SnapshotManifest manifest = new SnapshotManifest(
                SOUND.manifest().chainId(),
                SOUND.manifest().height(),
                SOUND.manifest().block(),
                HistoryAccumulator.EMPTY,
                Optional.empty(),
                Height.GENESIS,
                SOUND.manifest().values(),
                chunks.stream()
                        .map(each -> new ChunkReference(SnapshotManifest.chunkHash(each, hash), each.size()))
                        .toList());
        var restore = new SnapshotRestore(
                CHAIN.engine().parts().chain(),
                manifest,
                new SnapshotTrust(new Timestamp(0), Optional.empty()),
                MemoryKeyValueStore.empty(),
                new SequentialRunner());
        Verdict verdict = Verdict.ACCEPTED;
        for (int i = 0; i < chunks.size() && verdict.isAccepted(); i++) {
            verdict = restore.take(chunks.get(i));
        }
        verdict = verdict.isAccepted() ? restore.finish(SOUND.trail()) : verdict;
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        refused -> assertThat(refused.rule().text()).startsWith("SNAP-"));
    }

    private static <T> void checkOneEncoding(Codec<T> codec, byte[] input) {
        Bytes bytes = Bytes.copyOf(input);
        try {
            assertThat(codec.encode(codec.decode(bytes))).isEqualTo(bytes);
        } catch (CodecException refusal) {
            assertThat(refusal).hasMessageContaining("at byte");
        }
    }
}
