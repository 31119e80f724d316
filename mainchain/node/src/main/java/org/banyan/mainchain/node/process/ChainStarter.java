package org.banyan.mainchain.node.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.store.StateMemory;
import org.banyan.mainchain.node.chain.GenesisFile;
import org.banyan.mainchain.node.settings.HeapShare;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.mainchain.node.settings.PeerChoices;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Directories;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.ChainHost;
import org.banyan.node.host.ChainPlan;
import org.banyan.node.host.Plugins;
import org.banyan.node.host.ProducerKey;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.specification.ChainSpecification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the chains that have a genesis in the data directory. */
final class ChainStarter {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.node");

    private final DataDirectory directory;
    private final Configuration configuration;
    private final Plugins plugins;
    private final GenesisFile genesis;

    ChainStarter(DataDirectory directory, Configuration configuration, Plugins plugins, GenesisFile genesis) {
        this.directory = directory;
        this.configuration = configuration;
        this.plugins = plugins;
        this.genesis = genesis;
    }

    /** @throws RefusalException saying why the chain cannot start; nothing of it is changed then */
    RunningChain start(ChainHost host, String name) {
        try {
            ChainSpecification specification = genesis.read(directory.genesis(name));
            if (!specification.name().equals(name)) {
                throw new RefusalException(
                        ExitCode.GENESIS_MISMATCH,
                        directory.genesis(name) + " is the genesis of chain '" + specification.name() + "'; move it to "
                                + directory.genesis(specification.name()));
            }
            return start(host, specification);
        } catch (RuntimeException failure) {
            throw Refusals.ofStart(name, failure);
        }
    }

    /** Keeps a new chain in the data directory, then starts it. Nothing is kept when it cannot start. */
    RunningChain add(ChainHost host, ChainSpecification specification) {
        Path file = directory.genesis(specification.name());
        Directories.create(directory.chain(specification.name()));
        genesis.write(file, specification);
        try {
            return start(host, specification.name());
        } catch (RuntimeException failure) {
            Directories.delete(directory.chain(specification.name()));
            throw failure;
        }
    }

    /** The same for a development chain that was made a moment ago. */
    RunningChain grow(ChainHost host, ChainSpecification made) {
        Directories.create(directory.chain(made.name()));
        NewChain.beginRecords(directory, made, plugins);
        return add(host, made);
    }

    /**
     * The same for a genesis that came as text, such as through the API. A chain that runs already with that genesis is answered as it is.
     *
     * @throws RefusalException if the text is no genesis, or another chain of that name is here
     */
    RunningChain add(ChainHost host, String text) {
        ChainSpecification specification = genesis.parse(text);
        Optional<RunningChain> running = host.chain(specification.name());
        if (running.isPresent() && running.get().specification().equals(specification)) {
            return running.get();
        }
        if (running.isPresent() || directory.chains().contains(specification.name())) {
            throw new RefusalException(
                    ExitCode.GENESIS_MISMATCH,
                    "this node has another chain named '" + specification.name()
                            + "'; give the new one another name in its genesis");
        }
        return add(host, specification);
    }

    private RunningChain start(ChainHost host, ChainSpecification specification) {
        CryptoSuite suite = plugins.suite(specification.cryptoSuite());
        Signers signers = new Signers(
                suite,
                directory.keys(),
                configuration.get(NodeSettings.SIGNER_PASSWORD_FILE),
                configuration.get(NodeSettings.NETWORK).equals(NodeSettings.DEVELOPMENT),
                configuration.get(NodeSettings.SILENT_PRODUCERS));
        ProducerSet producers = plugins.consensus(specification).genesis().producers();
        signers.requireRealKeys(specification, producers);
        SignRecords records = new SignRecords(directory, specification.name(), specification.id(suite.hash()), suite);
        boolean peers = PeerChoices.on(configuration);
        boolean vouched = configuration.get(NodeSettings.SIGNER_NEW).equals("yes");
        List<ProducerKey> keys = signers.find(configuration.get(NodeSettings.SIGNER), producers).stream()
                .filter(key -> !peers || vouched || takesPart(key.publicKey(), producers, records))
                .map(key ->
                        new ProducerKey(key.publicKey(), (id, unused, head) -> records.open(key, head, peers, vouched)))
                .toList();
        return host.start(new ChainPlan(
                specification,
                configuration.get(NodeSettings.STORE_ENGINE),
                directory.store(specification.name()),
                keys,
                new PoolLimits(
                        configuration.get(NodeSettings.POOL_TRANSACTIONS),
                        HeapShare.bytes(configuration.get(NodeSettings.POOL_MEGABYTES), PoolLimits.DEFAULT.bytes()),
                        configuration.get(NodeSettings.POOL_PER_ACCOUNT)),
                memory()));
    }

    private StateMemory memory() {
        int set = configuration.get(NodeSettings.STATE_MEGABYTES);
        long bytes = HeapShare.bytes(set, NodeSettings.STATE_BYTES_MAX);
        return StateMemory.of(
                set > 0 ? bytes : bytes / Math.max(1, directory.chains().size()));
    }

    /** A node follows chains of which its key is no producer, and then needs no record of the key. */
    private static boolean takesPart(PublicKey key, ProducerSet producers, SignRecords records) {
        boolean first =
                producers.producers().stream().anyMatch(each -> each.key().equals(key));
        if (first || records.has(key)) {
            return true;
        }
        LOG.warn(
                "chain '{}': the signer's key is none of its first producers, and there is no record of what it signed: it signs nothing here. If"
                        + " it is a producer by now, restore the record, or start once with --signer-new yes if it never"
                        + " signed on this chain anywhere",
                records.chain());
        return false;
    }
}
