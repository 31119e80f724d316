package org.banyan.api;

import java.util.function.Function;
import org.banyan.api.guard.ApiObserver;
import org.banyan.crosschain.ChainAccess;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.host.ChainHost;
import org.banyan.node.network.AmongPeers;

/**
 * What the API stands on.
 *
 * @param access a hosted chain as proofs across the tree and its edges need it
 * @param starter runs a chain of this text of a genesis in the host and keeps it for the next start; throws {@link org.banyan.node.exit.RefusalException}
 *     saying why not. Called on development networks only
 * @param peers how a hosted chain, by its name, stands among its peers
 * @param observer is told of what is let in and turned away
 */
public record ApiParts(
        ChainHost host,
        Function<RunningChain, ChainAccess> access,
        Function<String, RunningChain> starter,
        Function<String, AmongPeers> peers,
        ApiObserver observer) {}
