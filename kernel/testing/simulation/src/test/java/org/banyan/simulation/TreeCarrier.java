package org.banyan.simulation;

import java.util.List;
import java.util.Optional;
import org.banyan.contract.ContractCall;
import org.banyan.contract.SystemAddresses;
import org.banyan.contracts.crosschain.CrosschainClient;
import org.banyan.contracts.crosschain.RegisterRequest;
import org.banyan.crosschain.ChainAccess.Standing;
import org.banyan.crosschain.HeaderFeed;
import org.banyan.crosschain.HeaderInherent;
import org.banyan.mainchain.node.tree.HostedChain;
import org.banyan.node.chain.RunningChain;
import org.banyan.sdk.UnsignedTransaction;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.Block;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;

/** Carries headers between a chain and its child, whatever consensus they have, and registers the child with the parent. A liar carries as well. */
final class TreeCarrier {
    private static final int LIE_EVERY = 3;

    /** Far more than a registration costs; what is left comes back. */
    private static final Amount REGISTRATION_FEE_MAX = Amount.of(60_000_000);

    private final CryptoSuite suite;
    private final Signer registrar;

    /** Beyond what clients use. */
    private long salt = 1L << 40;

    private long carried;

    TreeCarrier(CryptoSuite suite, Signer registrar) {
        this.suite = suite;
        this.registrar = registrar;
    }

    /** What the product's feed does, registers the child and offers each side the other's next header, and what a liar does now and then. */
    void carry(RunningChain child, RunningChain parent) {
        if (new HostedChain(parent).standing(child.chainId()).isEmpty()) {
            register(child, parent);
            return;
        }
        if (++carried % LIE_EVERY == 0) {
            lie(child, parent);
        }
        offer(child, parent, HeaderInherent.CHILD);
        offer(parent, child, HeaderInherent.PARENT);
    }

    /** Offers the block after the followed one before anybody certified it. */
    private static void lie(RunningChain child, RunningChain parent) {
        new HostedChain(parent).standing(child.chainId()).ifPresent(follower -> {
            Height next = follower.height().next();
            Optional<Header> header = child.read(engine -> engine.mainBlockAt(next)
                    .flatMap(engine.store()::block)
                    .map(Block::header)
                    .filter(block -> block.parent().equals(follower.block())));
            header.ifPresent(block -> {
                Certificate nobody = new Certificate(
                        child.chainId(),
                        next,
                        block.id(child.rules().suite().hash()),
                        follower.producers(),
                        Bytes.EMPTY,
                        List.of());
                var refused = parent.offer(
                        HeaderInherent.CHILD + "/" + child.chainId(),
                        HeaderInherent.of(
                                HeaderInherent.CHILD, new CertifiedHeader(block, nobody, Optional.empty(), List.of())));
            });
        });
    }

    private static void offer(RunningChain source, RunningChain target, String kind) {
        Optional<Standing> standing = new HostedChain(target).standing(source.chainId());
        standing.flatMap(follower -> HeaderFeed.next(new HostedChain(source), follower))
                .ifPresent(header -> {
                    // refused when it is old news to that node: the next one is offered again
                    var ignored = target.offer(kind + "/" + source.chainId(), HeaderInherent.of(kind, header));
                });
    }

    private void register(RunningChain child, RunningChain parent) {
        HostedChain hosted = new HostedChain(child);
        ContractCall call = CrosschainClient.REGISTER.call(new RegisterRequest(
                child.name(),
                child.specification().consensus().id(),
                Header.CODEC.encode(hosted.header(Height.GENESIS)),
                ProducerSet.CODEC.encode(hosted.producers(Height.GENESIS))));
        Signer signer = registrar;
        Address sender = suite.addressOf(signer.publicKey());
        var status = parent.status();
        Height height = status.head().height();
        var transaction = new UnsignedTransaction(
                new AccountCall(
                        parent.chainId(),
                        sender,
                        SystemAddresses.of(TreeSpecification.CROSSCHAIN, suite),
                        call.method(),
                        call.arguments(),
                        new Mark(height, status.headId()),
                        height.plus(parent.specification().markWindow()),
                        ++salt,
                        new Fee(REGISTRATION_FEE_MAX, Amount.ZERO),
                        sender),
                suite);
        // refused when it waits there already, and offered again until the parent knows the child
        var ignored = parent.submit(transaction.sign(signer).raw());
    }
}
