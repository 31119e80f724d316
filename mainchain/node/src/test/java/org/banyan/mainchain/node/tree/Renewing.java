package org.banyan.mainchain.node.tree;

import java.util.List;
import java.util.Optional;
import org.banyan.contract.ContractCall;
import org.banyan.contracts.crosschain.CrosschainClient;
import org.banyan.contracts.crosschain.RenewRequest;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.node.chain.RunningChain;
import org.banyan.sdk.UnsignedTransaction;
import org.banyan.types.Amount;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;

/** The registrar of a chain that starts its light client of another one anew, from the newest header that the followed chain's own set certified. */
final class Renewing {
    private static final Amount FEE_MAX = Amount.of(60_000_000);
    private static final int DEPTH_MAX = 20;

    private Renewing() {}

    /** Refused by the pool or by the contract when it comes too early or too late; who asks tries again. */
    static void ask(RunningChain followed, RunningChain follower, long salt) {
        CryptoSuite suite = follower.rules().suite();
        checkpoint(new HostedChain(followed), suite.hash()).ifPresent(checkpoint -> {
            ContractCall call = CrosschainClient.RENEW.call(new RenewRequest(CertifiedHeader.CODEC.encode(checkpoint)));
            Signer registrar = new DevKeys(suite).signer(DevelopmentChain.REGISTRAR);
            var sender = suite.addressOf(registrar.publicKey());
            var status = follower.status();
            Height mark = status.head().height();
            var transaction = new UnsignedTransaction(
                    new AccountCall(
                            follower.chainId(),
                            sender,
                            follower.rules().systemAddress(DevelopmentChain.CROSSCHAIN),
                            call.method(),
                            call.arguments(),
                            new Mark(mark, status.headId()),
                            mark.plus(follower.specification().markWindow()),
                            salt,
                            new Fee(FEE_MAX, Amount.ZERO),
                            sender),
                    suite);
            var ignored = follower.submit(transaction.sign(registrar).raw());
        });
    }

    private static Optional<CertifiedHeader> checkpoint(HostedChain chain, HashFunction hash) {
        Height height = chain.finalHeight();
        for (int depth = 0; depth < DEPTH_MAX && !height.isGenesis(); depth++) {
            var set = chain.producers(height);
            Optional<Certificate> certificate =
                    chain.certificate(height).filter(each -> each.producerSet().equals(set.id(hash)));
            if (certificate.isPresent()) {
                return Optional.of(
                        new CertifiedHeader(chain.header(height), certificate.get(), Optional.of(set), List.of()));
            }
            height = height.minus(1);
        }
        return Optional.empty();
    }
}
