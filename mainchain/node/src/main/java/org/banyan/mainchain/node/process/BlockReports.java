package org.banyan.mainchain.node.process;

import java.util.Locale;
import org.banyan.core.chain.EngineEffect;
import org.banyan.mainchain.node.logging.LogSetup;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.ChainStatus;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator what a chain does: on a terminal one line that is rewritten while blocks are empty and kept when they are not, else a line of log per
 * block; and always why nothing is produced.
 */
final class BlockReports implements ChainObserver {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.chain");

    private final String chain;
    private final LogSetup.Form form;
    private final StatusLine line;
    private boolean began;
    private int transactions;

    /** @param line of all chains, used on a terminal */
    BlockReports(String chain, LogSetup.Form form, StatusLine line) {
        this.chain = chain;
        this.form = form;
        this.line = line;
    }

    @Override
    public void effect(EngineEffect effect) {
        switch (effect) {
            case EngineEffect.BlockStored stored -> stored(stored);
            case EngineEffect.HeadMoved moved -> {
                if (!moved.reverted().isEmpty()) {
                    LOG.atInfo()
                            .addKeyValue("chain_id", chain)
                            .addKeyValue("height", moved.head().header().height())
                            .log(
                                    "{}: reorganised, {} blocks left the main branch",
                                    chain,
                                    moved.reverted().size());
                }
            }
            case EngineEffect.TransactionsExpired expired ->
                LOG.info(
                        "{}: {} transactions expired in the pool",
                        chain,
                        expired.transactions().size());
            case EngineEffect.Finalized finalized -> {}
            case EngineEffect.WitnessGrew grew -> {}
        }
    }

    private void stored(EngineEffect.BlockStored stored) {
        Block block = stored.block();
        transactions = block.body().transactions().size();
        if (form != LogSetup.Form.TERMINAL) {
            Header header = block.header();
            LOG.atInfo()
                    .addKeyValue("chain_id", chain)
                    .addKeyValue("height", header.height())
                    .addKeyValue("block_id", stored.id())
                    .addKeyValue("transactions", transactions)
                    .log("{}: block {} with {} transactions", chain, header.height(), transactions);
        }
    }

    @Override
    public void produced(Header header, long nanos) {
        if (!began) {
            began = true;
            LOG.atInfo()
                    .addKeyValue("chain_id", chain)
                    .addKeyValue("height", header.height())
                    .log("{}: producing, the first block is that of height {}", chain, header.height());
        }
    }

    @Override
    public void stepped(ChainStatus status) {
        if (form == LogSetup.Form.TERMINAL) {
            String text = String.format(
                    Locale.ROOT,
                    " %s ● height %s  final %s  %d tx  pool %d",
                    chain,
                    status.head().height(),
                    status.finalHeader().height(),
                    transactions,
                    status.poolTransactions());
            if (transactions > 0) {
                transactions = 0;
                line.keep(chain, text);
            } else {
                line.show(chain, text);
            }
        }
    }

    @Override
    public void notProducing(String reason) {
        LOG.atInfo().addKeyValue("chain_id", chain).log("{}: not producing because {}", chain, reason);
    }

    @Override
    public void report(String message) {
        LOG.atInfo().addKeyValue("chain_id", chain).log("{}: {}", chain, message);
    }
}
