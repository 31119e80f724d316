package org.banyan.mainchain.node.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.store.StateMemory;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.mainchain.node.settings.HeapShare;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.host.ChainHost;
import org.banyan.node.host.ChainPlan;
import org.banyan.node.host.HostParts;
import org.banyan.node.host.Plugins;
import org.banyan.node.host.ProducerKey;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.testkit.consensus.MemorySignGuard;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.transaction.Mark;

/**
 * The development chain as a node runs it, from the class path's plug-ins, on LevelDB with synced batches, that makes a block when it is asked for one. Its
 * sign guard is in memory; all else is the node's.
 */
final class BenchChain implements AutoCloseable {
    /** More than a full block, so that the pool's bounds do not show. */
    private static final PoolLimits POOL = new PoolLimits(200_000, 256L << 20, 200_000);

    private static final int BATCH = 5_000;
    private static final long UNIT = 100_000_000;

    private final SteppedTime time;
    private final ChainHost host;
    private final RunningChain chain;
    private final CryptoSuite suite;
    private final Transfers transfers;

    /**
     * @param workers check signatures
     * @param runner runs blocks; stays the caller's
     * @param produces whether this one makes blocks, or only takes them in
     */
    BenchChain(ChainSpecification specification, Path store, Executor workers, TaskRunner runner, boolean produces) {
        Plugins plugins = Plugins.found();
        this.suite = plugins.suite(specification.cryptoSuite());
        this.time = new SteppedTime(specification.genesisTime());
        this.host = new ChainHost(new HostParts(
                plugins, time, workers, runner, name -> time.lane(), plan -> ChainObserver.NONE, (name, failure) -> {
                    throw new IllegalStateException("chain " + name + " failed", failure);
                }));
        Signer producer = new DevKeys(suite).signer(DevelopmentChain.PRODUCER);
        var key = new ProducerKey(
                producer.publicKey(), (id, itsSuite, head) -> new MemorySignGuard(id, itsSuite, producer));
        this.chain = host.start(new ChainPlan(
                specification,
                "leveldb",
                store,
                produces ? List.of(key) : List.of(),
                POOL,
                StateMemory.of(HeapShare.bytes(0, NodeSettings.STATE_BYTES_MAX))));
        this.transfers = new Transfers(chain.rules());
        if (produces) {
            block();
        }
    }

    static ChainSpecification specification() {
        CryptoSuite suite = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);
        return DevelopmentChain.specification(suite, new TrustedRuntime(), new Timestamp(1_700_000_000_000L));
    }

    RunningChain chain() {
        return chain;
    }

    ChainHost host() {
        return host;
    }

    CryptoSuite suite() {
        return suite;
    }

    Transfers transfers() {
        return transfers;
    }

    /** The newest block, for transactions to be signed on. */
    Mark mark() {
        var status = chain.status();
        return new Mark(status.head().height(), status.headId());
    }

    /** Lets one slot pass: the agent builds, seals, votes for and stores a block. */
    void block() {
        time.advance(chain.specification().consensus().slotMillis());
    }

    /** Sets the clock to {@code at}, so that blocks of that time are not early. */
    void at(Timestamp at) {
        time.advance(Math.max(0, at.millis() - time.now().millis()));
    }

    /** @throws IllegalStateException if one of them is refused: a bench of refusals would measure nothing */
    void submit(List<Bytes> envelopes) {
        for (int from = 0; from < envelopes.size(); from += BATCH) {
            for (Verdict verdict : chain.submitAll(envelopes.subList(from, Math.min(from + BATCH, envelopes.size())))) {
                requireAccepted(verdict);
            }
        }
    }

    private static void requireAccepted(Verdict verdict) {
        if (verdict instanceof Verdict.Rejected rejected) {
            throw new IllegalStateException("the bench's own transaction was refused: " + rejected);
        }
    }

    /** Requires that the newest block holds exactly {@code count} transactions, so that nothing uncommitted is counted. */
    void requireCommitted(int count) {
        int committed = chain.read(engine -> engine.store()
                .block(engine.head().id())
                .orElseThrow()
                .body()
                .transactions()
                .size());
        int waiting = chain.status().poolTransactions();
        if (committed != count || waiting != 0) {
            throw new IllegalStateException(
                    "the block holds " + committed + " transactions of " + count + ", and " + waiting + " wait");
        }
    }

    /** Gives each account enough for hundreds of transfers in one block, and the first ones, which are hot, enough for all runs. */
    void fund(Accounts accounts) {
        List<Signer> rich = DevKeys.NAMES.stream()
                .filter(name -> !name.equals(DevelopmentChain.PRODUCER))
                .map(new DevKeys(suite)::signer)
                .toList();
        List<Bytes> batch = new ArrayList<>();
        for (int i = 0; i < accounts.count(); i++) {
            long units = i < 10 ? 100_000 : i < 1_000 ? 1_000 : 3;
            batch.add(transfers
                    .transfer(rich.get(i % rich.size()), accounts.address(i), Amount.of(units * UNIT), mark())
                    .envelope());
            if (batch.size() == BATCH || i == accounts.count() - 1) {
                submit(batch);
                block();
                requireCommitted(batch.size());
                batch.clear();
            }
        }
        block();
    }

    @Override
    public void close() {
        host.close();
    }
}
