package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.core.execution.BlockExecutor;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.execution.ExecutedBlock;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.BodyRoot;
import org.banyan.types.block.Header;
import org.banyan.types.list.HistoryAccumulator;
import org.banyan.types.receipt.Receipt;

/** The first block, made from the specification alone: every node makes the same one. */
final class Genesis {
    private static final StateView NOTHING = new StateView() {
        @Override
        public Optional<Bytes> get(StateKey key) {
            return Optional.empty();
        }

        @Override
        public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {}
    };

    private Genesis() {}

    static ExecutedBlock execute(ChainRules rules, BlockExecutor executor) {
        var environment =
                new BlockEnvironment(Height.GENESIS, rules.specification().genesisTime(), SystemAddresses.KERNEL);
        return executor.genesis(NOTHING, environment);
    }

    static Block block(ChainDefinition chain, ExecutedBlock executed, Hash stateRoot) {
        ChainRules rules = chain.rules();
        var hash = rules.suite().hash();
        Header header = new Header(
                Header.VERSION,
                rules.chainId(),
                Height.GENESIS,
                Header.genesisParent(rules.chainId()),
                rules.specification().genesisTime(),
                BodyRoot.of(List.of(), List.of(), hash),
                Receipt.root(executed.receipts(), hash),
                stateRoot,
                HistoryAccumulator.EMPTY.root(hash),
                new ArrayList<>(List.of(new HeaderRules(rules)
                        .consensusPart(chain.consensus().genesis(), Bytes.EMPTY)
                        .toExtension())));
        return new Block(header, Body.EMPTY);
    }
}
