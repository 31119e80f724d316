package org.banyan.simulation.liar;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.pool.PoolLimits;
import org.banyan.node.signing.GuardFiles;
import org.banyan.simulation.node.NodeParts;
import org.banyan.simulation.node.PeerMessage;
import org.banyan.simulation.node.Peers;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.testkit.world.World;
import org.banyan.types.Address;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Transaction;

/**
 * One lying producer: a sound node but for its agent, its guard, the door of its pool and its wire. It lies by chance, and keeps its lies from
 * its own sound part, which would stop at the sight of a signature that it does not know.
 *
 * <p>Confined to the simulation's thread.
 */
public final class Liar {
    /** Own blocks that are remembered. */
    private static final int MADE_MAX = 512;

    /** Forged votes that are remembered, and hidden from the sound part. */
    private static final int FORGED_MAX = 1024;

    private final World world;
    private final List<Lie> lies;
    private final SplittableRandom random;
    private final Signer signer;
    private final Forger forger;
    private final ChainDefinition definition;
    private final long slotMillis;
    private final Function<ChainEngine, Bytes> ownTransaction;
    private final Address censored;
    private final BiConsumer<BlockId, String> condemned;
    private final Unguarded guard;
    private final Map<BlockId, SignRequest> made = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockId, SignRequest> eldest) {
            return size() > MADE_MAX;
        }
    };
    private final Set<WitnessEntry> forged = new LinkedHashSet<>();
    private final Set<Bytes> said = new LinkedHashSet<>();
    private Optional<ChainEngine> engine = Optional.empty();
    private long told;

    /**
     * @param ownTransaction makes a transaction that makes a second block differ from the first
     * @param censored the account that {@link Lie#CENSOR} is about
     * @param condemned hears of blocks that break a rule, and how
     */
    public Liar(
            World world,
            SplittableRandom random,
            List<Lie> lies,
            Signer signer,
            Forger forger,
            ChainDefinition definition,
            long slotMillis,
            Function<ChainEngine, Bytes> ownTransaction,
            Address censored,
            BiConsumer<BlockId, String> condemned) {
        this.world = world;
        this.random = random;
        this.lies = List.copyOf(lies);
        this.signer = signer;
        this.forger = forger;
        this.definition = definition;
        this.slotMillis = slotMillis;
        this.ownTransaction = ownTransaction;
        this.censored = censored;
        this.condemned = condemned;
        this.guard =
                new Unguarded(definition.rules().suite(), definition.rules().chainId(), signer);
    }

    /** The node's parts, with the lies put in. */
    public NodeParts parts(NodeParts sound) {
        return new LyingParts(sound);
    }

    /** The node's way to its peers, on which what it says is changed. */
    public Peers.Sender wire(Peers.Sender honest) {
        return new LyingWire(this, honest);
    }

    // What agent and wire share

    World world() {
        return world;
    }

    Signer signer() {
        return signer;
    }

    Forger forger() {
        return forger;
    }

    ChainDefinition definition() {
        return definition;
    }

    long slotMillis() {
        return slotMillis;
    }

    SplittableRandom random() {
        return random;
    }

    Unguarded guard() {
        return guard;
    }

    /** The engine of the running process. */
    Optional<ChainEngine> engine() {
        return engine;
    }

    /** Whether to tell this lie now, once in {@code every} occasions. */
    boolean tells(Lie lie, int every) {
        boolean now = lies.contains(lie) && random.nextInt(every) == 0;
        told += now ? 1 : 0;
        return now;
    }

    /** How often it lied, or tried to. */
    public long told() {
        return told;
    }

    void made(SignRequest seal) {
        made.put(seal.block(), seal);
    }

    Optional<SignRequest> made(BlockId block) {
        return Optional.ofNullable(made.get(block));
    }

    /** @return whether it is new */
    boolean forged(WitnessEntry vote) {
        return remember(forged, vote, FORGED_MAX);
    }

    boolean isForged(WitnessEntry entry) {
        return forged.contains(entry);
    }

    /** @return whether it is new */
    boolean said(Bytes message) {
        return remember(said, message, FORGED_MAX);
    }

    boolean isSaid(Bytes message) {
        return said.contains(message);
    }

    long slotAt(Timestamp time) {
        return (time.millis() - definition.rules().specification().genesisTime().millis()) / slotMillis;
    }

    /** @return whether it is new */
    static <T> boolean remember(Set<T> known, T next, int max) {
        if (known.size() >= max) {
            known.remove(known.iterator().next());
        }
        return known.add(next);
    }

    /** No honest node may take this block. */
    void condemn(BlockId block, String wrong) {
        condemned.accept(block, wrong);
    }

    void note(String what) {
        world.note("liar", what);
    }

    /** Puts something into the own pool that no other node has. */
    void submitOwn() {
        engine.ifPresent(open -> {
            if (open.transactionRules().check(ownTransaction.apply(open))
                    instanceof TransactionRules.Outcome.Checked checked) {
                // refused when the pool is full: then the two blocks are the same, and nothing is lost
                var ignored = open.submit(checked.transaction());
            }
        });
    }

    private final class LyingParts implements NodeParts {
        private final NodeParts sound;

        LyingParts(NodeParts sound) {
            this.sound = sound;
        }

        @Override
        public ChainDefinition definition() {
            return sound.definition();
        }

        @Override
        public PoolLimits pool() {
            return sound.pool();
        }

        @Override
        public Codec<PeerMessage> messages() {
            return sound.messages();
        }

        @Override
        public KeyValueStore store(KeyValueStore device) {
            return sound.store(device);
        }

        @Override
        public void opened(KeyValueStore store) {
            sound.opened(store);
        }

        @Override
        public SignGuard guard(Path file, Signer key, GuardFiles files, boolean first) {
            return guard;
        }

        @Override
        public ConsensusAgent agent(AgentSetup setup, ChainEngine opened) {
            engine = Optional.of(opened);
            return new LyingAgent(Liar.this, again -> sound.agent(again, opened), setup);
        }

        @Override
        public boolean admits(Bytes envelope) {
            return !lies.contains(Lie.CENSOR) || !isCensored(envelope);
        }
    }

    private boolean isCensored(Bytes envelope) {
        try {
            Bytes body = Transaction.CODEC.decode(envelope).body();
            return AccountCall.CODEC.decode(body).sender().equals(censored);
        } catch (CodecException unreadable) {
            return false;
        }
    }
}
