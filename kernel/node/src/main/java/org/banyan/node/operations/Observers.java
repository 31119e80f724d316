package org.banyan.node.operations;

import java.util.List;
import java.util.function.Consumer;
import org.banyan.core.chain.EngineEffect;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.ChainStatus;
import org.banyan.node.execution.KeptExecution;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Header;
import org.banyan.types.crypto.SignatureType;

/** Tells several observers, in order. */
public record Observers(List<ChainObserver> all) implements ChainObserver {
    public Observers {
        all = List.copyOf(all);
    }

    private void each(Consumer<ChainObserver> tell) {
        all.forEach(tell);
    }

    @Override
    public void effect(EngineEffect effect) {
        each(one -> one.effect(effect));
    }

    @Override
    public void executed(BlockId block, KeptExecution execution) {
        each(one -> one.executed(block, execution));
    }

    @Override
    public void imported(ImportOutcome outcome, long nanos) {
        each(one -> one.imported(outcome, nanos));
    }

    @Override
    public void produced(Header header, long nanos) {
        each(one -> one.produced(header, nanos));
    }

    @Override
    public void worked(Step step, long nanos) {
        each(one -> one.worked(step, nanos));
    }

    @Override
    public void signed(SignatureType type, boolean signed, long nanos) {
        each(one -> one.signed(type, signed, nanos));
    }

    @Override
    public void notProducing(String reason) {
        each(one -> one.notProducing(reason));
    }

    @Override
    public void report(String message) {
        each(one -> one.report(message));
    }

    @Override
    public void said(Bytes message) {
        each(one -> one.said(message));
    }

    @Override
    public void submitted(Verdict verdict, Origin origin) {
        each(one -> one.submitted(verdict, origin));
    }

    @Override
    public void admitted(Bytes envelope) {
        each(one -> one.admitted(envelope));
    }

    @Override
    public void stepped(ChainStatus status) {
        each(one -> one.stepped(status));
    }
}
