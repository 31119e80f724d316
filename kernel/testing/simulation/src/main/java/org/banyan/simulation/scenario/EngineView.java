package org.banyan.simulation.scenario;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.state.StateKey;
import org.banyan.simulation.check.ChainView;
import org.banyan.types.Address;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Block;
import org.banyan.types.receipt.Receipt;

/** An open engine as the checkers read it. */
record EngineView(ChainEngine engine, ChainKit kit) implements ChainView {
    @Override
    public String head() {
        return hex(engine.head().id());
    }

    @Override
    public String finalBlock() {
        return hex(engine.finalBlock().id());
    }

    @Override
    public Optional<String> mainAt(long height) {
        return engine.mainBlockAt(new Height(height)).map(EngineView::hex);
    }

    @Override
    public Optional<Bytes> block(String id) {
        return engine.store().block(new BlockId(Hash.fromHex(id))).map(Block.CODEC::encode);
    }

    @Override
    public List<Bytes> receipts(String id) {
        return engine.store().receipts(new BlockId(Hash.fromHex(id))).orElseThrow().stream()
                .map(Receipt.CODEC::encode)
                .toList();
    }

    @Override
    public BigInteger balance(String address) {
        Bytes key = kit.balanceKey(new Address(Hash.fromHex(address)));
        return engine.store()
                .finalValue(new StateKey(kit.money(), key))
                .map(value -> new BigInteger(1, value.toArray()))
                .orElse(BigInteger.ZERO);
    }

    static String hex(BlockId id) {
        return id.hash().toHex();
    }
}
