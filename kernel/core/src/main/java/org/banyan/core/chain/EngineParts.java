package org.banyan.core.chain;

import java.util.Optional;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusState;
import org.banyan.core.execution.BlockExecutor;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.execution.ContractDirectory;
import org.banyan.core.execution.ExecutionWatch;
import org.banyan.core.execution.SpendableFees;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.execution.Views;
import org.banyan.core.execution.plan.Planner;
import org.banyan.core.store.BlockEffects;
import org.banyan.core.store.ChainStore;
import org.banyan.core.store.StateMemory;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.types.Address;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Header;
import org.banyan.types.state.StateHasher;

/** The parts that one chain's engine is put together from. None of them knows the fork tree. */
public record EngineParts(
        ChainDefinition chain,
        ChainStore store,
        ContractDirectory directory,
        TransactionRules transactionRules,
        BlockExecutor executor,
        Views views,
        SpendableFees spendableFees,
        TaskRunner runner) {
    static EngineParts of(
            ChainDefinition chain,
            KeyValueStore keyValues,
            TaskRunner runner,
            ExecutionWatch watch,
            StateMemory memory) {
        ChainRules rules = chain.rules();
        ContractDirectory directory = new ContractDirectory(rules);
        Views views = new Views(rules, directory);
        return new EngineParts(
                chain,
                ChainStore.open(
                        keyValues,
                        rules.chainId(),
                        new StateHasher(rules.suite().hash()),
                        memory),
                directory,
                new TransactionRules(rules, directory),
                new BlockExecutor(rules, directory, runner, Planner.Thresholds.DEFAULT, watch),
                views,
                new SpendableFees(rules, views),
                runner);
    }

    public ChainRules rules() {
        return chain.rules();
    }

    /** The consensus state after a stored block; empty when the block is not there, or goes while it is being looked at. For any thread. */
    public Optional<ConsensusState> consensusAfter(BlockId id) {
        try {
            return store.header(id)
                    .map(header -> chain.consensus().decode(store.effects(id).consensusState()));
        } catch (StoreCorruptException gone) {
            // Blocks that finality rules out lose their records in one batch; a store that is damaged stops the engine
            // when it reads the same.
            return Optional.empty();
        }
    }

    /** Who produced a block of this chain, when the state of its parent is still in the store. For any thread. */
    public Optional<Address> producerOf(Header header) {
        Optional<Header> parent = store.header(header.parent());
        if (header.height().isGenesis() || parent.isEmpty()) {
            return Optional.empty();
        }
        BlockEffects own = store.effects(header.id(rules().suite().hash()));
        BlockEffects before = store.effects(header.parent());
        Bytes data =
                new HeaderRules(rules()).consensusPart(header).orElseThrow().data();
        var facts = new ChildFacts(
                header.height(),
                header.parent(),
                parent.get().time(),
                header.time(),
                data,
                own.finalHeight(),
                own.finalBlock());
        var state = chain.consensus().decode(before.consensusState());
        return Optional.of(state.producerOf(facts).address());
    }
}
