package org.banyan.mainchain.node.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.authority.AuthorityConsensusFactory;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.pool.PoolLimits;
import org.banyan.crosschain.IndexExtension;
import org.banyan.crosschain.ParentExtension;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.node.host.Plugins;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.block.Block;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.specification.ChainSpecification;

/** Re-executes a recorded chain from its specification; as a program, prints where it came to. */
final class ReplayedChain {
    private ReplayedChain() {}

    static ChainEngine engine(ChainSpecification specification) {
        CryptoSuite suite = new StandardCryptoSuites().create(specification.cryptoSuite());
        AuthorityConsensusFactory authority = new AuthorityConsensusFactory();
        ChainRules rules = new ChainRules(
                specification,
                suite,
                List.of(new TrustedRuntime()),
                List.of(),
                Plugins.found().consensuses());
        Consensus consensus = authority.create(new ChainParameters(
                rules.chainId(),
                specification.genesisTime(),
                specification.consensus().slotMillis(),
                specification.consensus().parameters(),
                suite));
        return ChainEngine.open(
                new ChainDefinition(rules, consensus, List.of(new IndexExtension(), new ParentExtension())),
                new MemoryDisk().open(),
                PoolLimits.DEFAULT);
    }

    /** One line: every id and root, so that two replays are the same exactly when their lines are. */
    static String outcome(ChainEngine engine) {
        var head = engine.head().header();
        return engine.head().id() + " " + head.stateRoot() + " " + head.receiptsRoot() + " " + head.historyRoot()
                + " final " + engine.finalBlock().id();
    }

    public static void main(String[] arguments) throws IOException {
        try (ChainFile.Reader recorded = new ChainFile.Reader(Path.of(arguments[0]))) {
            ChainEngine engine = engine(recorded.specification());
            for (var sealed = recorded.next(); sealed.isPresent(); sealed = recorded.next()) {
                Block block = sealed.get().block();
                var outcome = engine.importBlock(
                        block, sealed.get().witness(), block.header().time(), new ArrayList<>());
                if (!(outcome instanceof ImportOutcome.Imported)) {
                    throw new IllegalStateException("block " + block.header().height() + ": " + outcome);
                }
            }
            System.out.println(outcome(engine));
        }
    }
}
