package org.banyan.simulation.liar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.consensus.ForkChoice;
import org.banyan.simulation.node.PeerMessage;
import org.banyan.simulation.node.PeerMessage.Grown;
import org.banyan.simulation.node.PeerMessage.Sealed;
import org.banyan.simulation.node.PeerMessage.Status;
import org.banyan.simulation.node.Peers;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/**
 * The wire of a liar: what becomes of each of its own blocks is drawn once, votes may wait, and greetings may be false or bring rubbish along. What it answers
 * to peers that ask for a branch goes through.
 */
final class LyingWire implements Peers.Sender {
    private static final int FATES_MAX = 256;
    private static final int SLOTS_LATE_MAX = 8;

    /** Blocks and entries of one flood. */
    private static final int FLOOD = 24;

    private static final int FLOOD_MAX = 48;

    /** Of its own for each of those blocks. */
    private static final int FRESH_VOTES = 2;

    private final Liar liar;
    private final Peers.Sender honest;
    private final SpoiledBlocks spoiled;
    private final Map<BlockId, Fate> fates = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockId, Fate> eldest) {
            return size() > FATES_MAX;
        }
    };

    /** Which half of the others hears of it, counted by their number's parity; both when empty. @param told in the block's place */
    private record Fate(Optional<Integer> half, long lateMillis, Sealed told) {
        boolean reaches(int peer) {
            return half.isEmpty() || half.get() == peer % 2;
        }
    }

    LyingWire(Liar liar, Peers.Sender honest) {
        this.liar = liar;
        this.honest = honest;
        this.spoiled = new SpoiledBlocks(liar);
    }

    @Override
    public void send(int to, Bytes message) {
        PeerMessage plain = PeerMessage.CODEC.decode(message);
        List<Sealed> others = new ArrayList<>();
        for (Sealed block : plain.blocks()) {
            BlockId id = id(block.block());
            if (liar.made(id).isEmpty()) {
                others.add(block);
                continue;
            }
            Fate fate = fates.computeIfAbsent(id, unknown -> fate(block));
            if (fate.reaches(to)) {
                later(fate.lateMillis(), to, PeerMessage.of(List.of(fate.told()), List.of()));
            }
        }
        boolean votes = !plain.witnesses().isEmpty() || !plain.said().isEmpty();
        if (votes && liar.tells(Lie.LATE_VOTE, 2)) {
            later(lateMillis(), to, PeerMessage.of(List.of(), plain.witnesses(), plain.said()));
            plain = plain.with(others, List.of(), List.of());
        } else if (to % 2 == 0 && !plain.said().isEmpty() && liar.tells(Lie.HALF_ONLY, 2)) {
            plain = plain.with(others, plain.witnesses(), List.of());
        } else {
            plain = plain.with(others, plain.witnesses(), plain.said());
        }
        if (plain.status().isPresent()) {
            greet(to, plain);
        } else if (!plain.isEmpty()) {
            tell(to, plain);
        }
    }

    private Fate fate(Sealed block) {
        Optional<Integer> half =
                liar.tells(Lie.HALF_ONLY, 2) ? Optional.of(liar.random().nextInt(2)) : Optional.empty();
        long late = liar.tells(Lie.LATE_BLOCK, 3) ? lateMillis() : 0;
        return new Fate(half, late, spoiled.instead(block));
    }

    private long lateMillis() {
        return liar.random().nextLong(SLOTS_LATE_MAX * liar.slotMillis());
    }

    // Greetings

    private void greet(int to, PeerMessage greeting) {
        if (liar.tells(Lie.FALSE_HEAD, 2)) {
            Status nowhere = new Status(
                    new BlockId(randomHash()), greeting.status().orElseThrow().finalHeight());
            tell(to, greeting.with(nowhere));
        } else {
            tell(to, greeting);
        }
        if (liar.tells(Lie.VOTE_FLOOD, 2)) {
            tell(to, PeerMessage.of(List.of(), flood()));
        }
        if (liar.tells(Lie.MALFORMED_WITNESS, 2)) {
            tell(
                    to,
                    PeerMessage.of(
                            List.of(), rubbish(greeting.status().orElseThrow().head())));
        }
    }

    /** Votes that were good once, for blocks far below and for blocks that nobody knows. */
    private List<Grown> flood() {
        List<Grown> flood = new ArrayList<>();
        liar.engine().ifPresent(engine -> {
            var height = engine.head().header().height();
            for (int i = 0; i < FLOOD; i++) {
                Optional<BlockId> old =
                        engine.mainBlockAt(height.minus(liar.random().nextLong(200)));
                old.flatMap(engine::witness).ifPresent(witness -> {
                    BlockId about = liar.random().nextBoolean() ? old.get() : new BlockId(randomHash());
                    flood.add(new Grown(about, witness));
                });
                old.flatMap(id -> engine.store().block(id))
                        .map(Block::header)
                        .filter(header -> !header.height().isGenesis())
                        .map(header -> new ForkChoice.Tip(
                                old.get(), header, engine.head().state()))
                        .ifPresent(tip ->
                                liar
                                        .forger()
                                        .votes(liar.signer(), tip, engine.head().state(), liar.random())
                                        .stream()
                                        .limit(FRESH_VOTES)
                                        .filter(liar::forged)
                                        .forEach(vote -> flood.add(new Grown(tip.id(), Witness.of(vote)))));
            }
        });
        return flood.subList(0, Math.min(flood.size(), FLOOD_MAX));
    }

    private List<Grown> rubbish(BlockId head) {
        byte[] noise = new byte[1 + liar.random().nextInt(80)];
        liar.random().nextBytes(noise);
        List<Grown> rubbish = new ArrayList<>();
        for (String kind : List.of(WitnessEntry.SIGNATURE, WitnessEntry.VOTE, WitnessEntry.CERTIFICATE, "rumour")) {
            rubbish.add(new Grown(head, Witness.of(new WitnessEntry(kind, Bytes.wrap(noise.clone())))));
        }
        liar.engine()
                .flatMap(engine -> engine.witness(head))
                .ifPresent(witness -> witness.entries()
                        .forEach(entry -> rubbish.add(new Grown(
                                head, Witness.of(new WitnessEntry(entry.kind(), flipped(entry.payload())))))));
        liar.engine()
                .ifPresent(engine -> engine.knownBlocks()
                        .block(head)
                        .ifPresent(tip -> engine.knownBlocks()
                                .block(tip.header().parent())
                                .ifPresent(parent -> liar.forger()
                                        .falseCertificates(liar.signer(), tip, parent.state())
                                        .forEach(entry -> rubbish.addFirst(new Grown(head, Witness.of(entry)))))));
        return rubbish.subList(0, Math.min(rubbish.size(), FLOOD));
    }

    private Bytes flipped(Bytes payload) {
        byte[] changed = payload.toArray();
        if (changed.length > 0) {
            changed[liar.random().nextInt(changed.length)] ^=
                    (byte) (1 << liar.random().nextInt(8));
        }
        return Bytes.wrap(changed);
    }

    private Hash randomHash() {
        byte[] bytes = new byte[Hash.SIZE];
        liar.random().nextBytes(bytes);
        return Hash.of(bytes);
    }

    // Messages

    private void later(long millis, int to, PeerMessage message) {
        if (millis == 0) {
            tell(to, message);
        } else {
            liar.world().queue().after(millis, () -> tell(to, message));
        }
    }

    private void tell(int to, PeerMessage message) {
        honest.send(to, PeerMessage.CODEC.encode(message));
    }

    private BlockId id(Block block) {
        return block.header().id(liar.definition().rules().suite().hash());
    }
}
